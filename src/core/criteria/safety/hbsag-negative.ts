import { evidenceOfCondition } from '../../facts/conditions.js';
import { isFresh, isResult } from '../../safety/serology.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { notOnFile } from '../not-on-file.js';
import { unclear } from '../serology-words.js';

/** S-02: HBsAg is negative; a positive one is a caution only under an antiviral and with a viral load on file. */
export const hbsagNegative: SafetyCriterion = {
  id: 'hbsag-negative',
  rule: 'S-02',
  group: 'safety',
  cites: ['rituximab-label', 'hepatitis-b-prophylaxis'],
  threshold: ({ safety }) => `negative within ${safety.hepatitisBMaximumAgeDays.value} days`,
  assess: ({ hepatitisB, exposure, safetyLabsLooked }, { safety }) => {
    const { surfaceAntigen, surfaceAntigenToReview, viralLoad, antivirals, diagnosed } = hepatitisB;
    const { state, on, evidence: results, positives } = surfaceAntigen;
    const problems = diagnosed.map((one) => evidenceOfCondition(one));
    const evidence = [...results, ...viralLoad.evidence, ...antivirals, ...problems];
    const isKnown = positives.length > 0 || diagnosed.length > 0;
    if (surfaceAntigenToReview.length > 0 && state !== 'positive')
      return {
        status: 'unknown',
        because: 'HBsAg positive by a code that is not yet accepted for it',
        evidence: [...surfaceAntigenToReview, ...evidence],
        ...neededTests('hbsag', ...(viralLoad.state === 'none' ? (['hbv-dna'] as const) : [])),
        severity: 'contraindication',
      };
    if (!on)
      return {
        status: 'unknown',
        because: `${isKnown ? 'hepatitis B on the problem list; ' : ''}${notOnFile('HBsAg', safetyLabsLooked)}`,
        evidence,
        ...neededTests('hbsag'),
        ...(isKnown ? { severity: 'contraindication' as const } : {}),
      };
    if (state === 'contradictory' || state === 'undecided')
      return {
        status: 'unknown',
        because: unclear(surfaceAntigen, 'HBsAg'),
        evidence,
        ...neededTests('hbsag', ...(viralLoad.state === 'none' ? (['hbv-dna'] as const) : [])),
        severity: 'contraindication',
      };
    const isOld = isFresh(on, exposure.courseDay, safety.hepatitisBMaximumAgeDays.value) !== 'yes';
    if (isOld)
      return {
        status: 'unknown',
        because: `the newest HBsAg (${state}) is older than ${safety.hepatitisBMaximumAgeDays.value} days`,
        evidence,
        ...neededTests('hbsag'),
        severity: state === 'positive' ? 'contraindication' : 'caution',
      };
    if (state === 'negative') return { status: 'met', because: 'HBsAg negative', evidence: results };
    const isManaged = antivirals.length > 0 && isResult(viralLoad);
    return {
      status: 'not-met',
      because: isManaged
        ? 'HBsAg positive, on an antiviral and with a viral load on file: hepatology keeps watch'
        : 'HBsAg positive: hepatology, viral load and antiviral come first',
      evidence,
      ...(isResult(viralLoad) ? {} : neededTests('hbv-dna')),
      severity: isManaged ? 'caution' : 'contraindication',
    };
  },
};
