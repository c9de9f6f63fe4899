import { isSearched } from '../searched.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-26: no other biologic, JAK inhibitor or second B-cell agent is active. */
export const noOtherBiologic: SafetyCriterion = {
  id: 'no-other-biologic',
  rule: 'S-26',
  group: 'safety',
  cites: ['rituximab-label'],
  assess: ({ otherBiologics, medicationHistory }) => {
    const evidence = otherBiologics.map((one) => one.evidence);
    if (otherBiologics.some(({ isFirm }) => isFirm))
      return {
        status: 'not-met',
        because: 'another biologic or JAK inhibitor is active or ordered: watch for infection',
        evidence,
        severity: 'caution',
      };
    if (evidence.length > 0)
      return {
        status: 'unknown',
        because: 'another biologic or JAK inhibitor may still be active',
        evidence,
        missing: ['whether the other biologic was stopped'],
        severity: 'caution',
      };
    return isSearched(medicationHistory, 'no other biologic or JAK inhibitor active on file');
  },
};
