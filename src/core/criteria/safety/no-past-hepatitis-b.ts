import type { Evidence } from '../../assessment.js';
import { evidenceOfAnswer } from '../../facts/answers.js';
import { isFresh, isResult } from '../../safety/serology.js';
import type { Found, SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { notOnFile } from '../not-on-file.js';
import { unclear } from '../serology-words.js';

/** S-03: no sign of a past hepatitis B: anti-HBc negative, and HBsAg never positive. An antibody that immunoglobulin may have brought is neither (S-03a). */
export const noPastHepatitisB: SafetyCriterion = {
  id: 'no-past-hepatitis-b',
  rule: 'S-03',
  group: 'safety',
  cites: ['hepatitis-b-prophylaxis', 'passive-anti-hbc-2010'],
  threshold: ({ safety }) => `anti-HBc negative within ${safety.hepatitisBMaximumAgeDays.value} days`,
  assess: ({ hepatitisB, exposure, safetyLabsLooked }, { safety }): Found => {
    const { coreAntibody, coreAntibodyM, surfaceAntigen, surfaceAntibody, viralLoad, antivirals, passiveFrom } =
      hepatitisB;
    const { state, on } = coreAntibody;
    const days = safety.hepatitisBMaximumAgeDays.value;
    const isLoadFresh = viralLoad.on !== undefined && isFresh(viralLoad.on, exposure.courseDay, days) === 'yes';
    const context: readonly Evidence[] = [...viralLoad.evidence, ...surfaceAntibody.evidence, ...antivirals];
    const judged = (because: string, evidence: readonly Evidence[]): Found => {
      const shown = [...evidence, ...context];
      const isManaged = surfaceAntigen.state === 'positive' && antivirals.length > 0 && isResult(viralLoad);
      if (isManaged)
        return { status: 'not-met', because: `${because}; treated, see S-02`, evidence: shown, severity: 'caution' };
      if (isLoadFresh && viralLoad.state === 'negative')
        return {
          status: 'not-met',
          because: `${because}; HBV DNA not detectable: antiviral prophylaxis or close monitoring of HBV DNA, the sources differ`,
          evidence: shown,
          severity: 'caution',
        };
      const load = !isLoadFresh
        ? 'no recent HBV DNA'
        : viralLoad.state === 'positive'
          ? 'HBV DNA detectable'
          : 'HBV DNA cannot be read as detectable or not';
      return {
        status: 'not-met',
        because: `${because}; ${load}`,
        evidence: shown,
        ...(isLoadFresh && viralLoad.state === 'positive' ? {} : neededTests('hbv-dna')),
        severity: 'contraindication',
      };
    };
    const isRecent = coreAntibodyM.state === 'positive' || coreAntibodyM.state === 'contradictory';
    if (isRecent && state !== 'positive')
      return {
        status: 'unknown',
        because: `anti-HBc IgM positive, total anti-HBc ${state === 'none' ? 'not on file' : state}: a recent infection is not ruled out`,
        evidence: [...coreAntibodyM.evidence, ...coreAntibody.evidence, ...context],
        ...neededTests('anti-hbc-total', ...(isLoadFresh ? [] : (['hbv-dna'] as const))),
        severity: 'contraindication',
      };
    if (state === 'contradictory' || state === 'undecided')
      return {
        status: 'unknown',
        because: unclear(coreAntibody, 'anti-HBc'),
        evidence: [...coreAntibody.evidence, ...context],
        ...neededTests('anti-hbc-total', ...(isLoadFresh ? [] : (['hbv-dna'] as const))),
        severity: 'contraindication',
      };
    if (state === 'positive' && passiveFrom.length > 0 && viralLoad.state === 'positive')
      return {
        status: 'not-met',
        because: 'anti-HBc positive and HBV DNA detectable: immunoglobulin does not explain the virus',
        evidence: [...viralLoad.evidence, ...coreAntibody.evidence, ...surfaceAntibody.evidence, ...antivirals],
        severity: 'contraindication',
      };
    if (state === 'positive' && passiveFrom.length > 0)
      return {
        status: 'unknown',
        because: 'anti-HBc positive after immunoglobulin: it may be passive, and it is not cleared either',
        evidence: [...coreAntibody.evidence, ...context],
        ...neededTests(...(isLoadFresh && viralLoad.state === 'negative' ? [] : (['hbv-dna'] as const))),
        severity: 'caution',
      };
    if (state === 'positive') return judged('anti-HBc positive', coreAntibody.evidence);
    // one that contradicts another of the same day is judged by S-02
    const antigens = surfaceAntigen.state === 'negative' ? surfaceAntigen.positives : [];
    const earlier = [...coreAntibody.positives, ...coreAntibodyM.positives, ...antigens];
    if (earlier.length > 0 && passiveFrom.length === 0)
      return judged('hepatitis B markers were positive before', [
        ...coreAntibody.evidence,
        ...earlier.map((one) => evidenceOfAnswer(one)),
      ]);
    if (!on)
      return {
        status: 'unknown',
        because: notOnFile('anti-HBc', safetyLabsLooked),
        evidence: context,
        ...neededTests('anti-hbc-total'),
      };
    if (isFresh(on, exposure.courseDay, days) !== 'yes')
      return {
        status: 'unknown',
        because: `the newest anti-HBc is older than ${days} days`,
        evidence: coreAntibody.evidence,
        ...neededTests('anti-hbc-total'),
        severity: 'caution',
      };
    return {
      status: 'met',
      because: 'anti-HBc negative',
      evidence: [...coreAntibody.evidence, ...surfaceAntibody.evidence],
    };
  },
};
