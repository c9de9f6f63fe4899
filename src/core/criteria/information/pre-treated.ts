import type { FollowUpCriterion } from '../criterion.js';

/** pulse or immunoglobulin directly before the first infusion; the cohort saw no difference, so it only informs. */
export const preTreated: FollowUpCriterion = {
  id: 'pre-treated',
  rule: 'R-47',
  group: 'information',
  scope: 'population',
  cites: ['desouza-2018#results'],
  assess: ({ preTreatment, medicationHistory }) => {
    if (preTreatment) {
      const { immunoglobulin, pulses } = preTreatment;
      const parts = [
        ...(pulses.length > 0 ? [`glucocorticoid pulse ${pulses.join(', ')}`] : []),
        ...(immunoglobulin.length > 0 ? [`immunoglobulin ${immunoglobulin.join(', ')}`] : []),
      ];
      return { status: 'met', because: `${parts.join('; ')}; no difference in response in the cohort` };
    }
    if (medicationHistory !== 'complete')
      return {
        status: 'unknown',
        because: 'not everything could be looked at',
        missing: ['medication history that could not be read in full'],
      };
    return {
      status: 'not-met',
      because: 'no pulse and no immunoglobulin directly before; no difference in the cohort',
    };
  },
};
