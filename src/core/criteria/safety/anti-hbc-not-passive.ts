import { formatDay } from '../../time.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { notOnFile } from '../not-on-file.js';

/** S-03a: a positive anti-HBc did not come from immunoglobulin given in the weeks before the sample. */
export const antiHbcNotPassive: SafetyCriterion = {
  id: 'anti-hbc-not-passive',
  rule: 'S-03a',
  group: 'safety',
  cites: ['passive-anti-hbc-2010'],
  threshold: ({ safety }) => `sample more than ${safety.immunoglobulinConfoundsDays.value} days after immunoglobulin`,
  assess: ({ hepatitisB, medicationHistory, safetyLabsLooked }, { safety }) => {
    const { coreAntibody, passiveFrom, viralLoad } = hepatitisB;
    const days = safety.immunoglobulinConfoundsDays.value;
    const { state, evidence } = coreAntibody;
    if (state === 'none')
      return { status: 'unknown', because: notOnFile('anti-HBc', safetyLabsLooked), ...neededTests('anti-hbc-total') };
    if (state !== 'positive')
      return { status: 'met', because: `anti-HBc ${state}: nothing that immunoglobulin explains`, evidence };
    const load = viralLoad.state === 'none' ? (['hbv-dna'] as const) : [];
    if (passiveFrom.length > 0) {
      const given = [...new Set(passiveFrom.map(({ to }) => formatDay(to)))].join(', ');
      const needed = neededTests(...load);
      return {
        status: 'not-met',
        because: `anti-HBc may be passive: immunoglobulin ${given}, within ${days} days before the sample, and no earlier positive result`,
        evidence: [
          ...evidence,
          ...passiveFrom.map(({ to, reference }) => ({
            label: 'Immunoglobulin',
            value: 'given',
            date: formatDay(to),
            reference,
          })),
        ],
        missing: [...needed.missing, `anti-HBc at least ${days} days after the last immunoglobulin`],
        tests: needed.tests,
        severity: 'caution',
      };
    }
    if (medicationHistory !== 'complete')
      return {
        status: 'unknown',
        because: 'whether immunoglobulin was given before could not be looked at in full',
        evidence,
        missing: ['immunoglobulin given in the weeks before the sample'],
        severity: 'caution',
      };
    return { status: 'met', because: `no immunoglobulin within ${days} days before the sample on file`, evidence };
  },
};
