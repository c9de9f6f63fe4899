import type { SafetyCriterion } from '../criterion.js';

const DAYS_A_YEAR = 365.25;

/** S-25a: in the first years of myositis a search for cancer is documented. */
export const cancerScreeningDocumented: SafetyCriterion = {
  id: 'cancer-screening-documented',
  rule: 'S-25a',
  group: 'safety',
  cites: ['imacs-cancer-2023'],
  assess: ({ asOf, diagnosis: { myositis }, cancerScreening }, { safety }) => {
    const years = safety.cancerScreeningYears.value;
    const onsets = myositis.flatMap(({ entry }) => (entry.on ? [entry.on.latest] : []));
    const onset = onsets.length > 0 ? Math.min(...onsets) : undefined;
    if (onset !== undefined && asOf - onset > years * DAYS_A_YEAR)
      return { status: 'met', because: `onset more than ${years} years ago` };
    if (cancerScreening.length > 0)
      return { status: 'met', because: 'an examination is on file', evidence: cancerScreening };
    return {
      status: 'unknown',
      because: 'no cancer screening documented; it is stratified by risk',
      missing: ['cancer screening by risk'],
      severity: 'information',
    };
  },
};
