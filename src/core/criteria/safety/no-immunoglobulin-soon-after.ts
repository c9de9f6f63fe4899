import type { SafetyCriterion } from '../criterion.js';
import { isSearched } from '../searched.js';

/** S-32: no immunoglobulin in the weeks after rituximab; it may clear the antibody sooner. */
export const noImmunoglobulinSoonAfter: SafetyCriterion = {
  id: 'no-immunoglobulin-soon-after',
  rule: 'S-32',
  group: 'safety',
  cites: ['service-policy'],
  threshold: ({ safety }) => `none within ${safety.immunoglobulinAfterDays.value} days after`,
  assess: ({ immunoglobulinAfter, medicationHistory }) =>
    immunoglobulinAfter.length === 0
      ? isSearched(medicationHistory, 'no immunoglobulin soon after rituximab on file')
      : {
          status: 'not-met',
          because: 'immunoglobulin close to rituximab may clear it sooner: timing by the local pharmacy',
          evidence: immunoglobulinAfter,
          severity: 'information',
        },
};
