import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';

/** no major surgery in the last 8 weeks; what was major is for the clinician to say (ruling 22). */
export const noMajorSurgery: Criterion = {
  id: 'no-major-surgery',
  rule: 'R-15',
  group: 'population',
  cites: ['mok-2007#methods'],
  threshold: ({ population }) => `none within ${population.surgeryDays.value} days`,
  assess: ({ safety, proceduresLooked }, { population }) => {
    const recent = safety.surgery.filter(({ on }) => on !== undefined);
    const evidence = recent.map((one) => one.evidence);
    if (evidence.length > 0)
      return {
        status: 'unknown',
        because: `possible major surgery within ${population.surgeryDays.value} days: clinician to confirm`,
        evidence,
        severity: 'caution',
        missing: ['whether the recent procedure was major surgery'],
      };
    // one without a day may be of any time: it leaves the question open and yet points to nothing recent
    if (safety.surgery.length > 0)
      return {
        status: 'unknown',
        because: 'a surgical procedure without a date',
        evidence: safety.surgery.map((one) => one.evidence),
        missing: ['when the procedure was done'],
      };
    return isSearched(proceduresLooked, 'no recent surgical procedure on file');
  },
};
