import { isSearched } from '../searched.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-24: no major surgery in the last 8 weeks and none planned; what is major is for the clinician to say (ruling 22). */
export const noMajorSurgeryNear: SafetyCriterion = {
  id: 'no-major-surgery-near',
  rule: 'S-24',
  group: 'safety',
  cites: ['mok-2007#methods'],
  threshold: ({ population }) => `none within ${population.surgeryDays.value} days, none planned`,
  assess: ({ safety: { surgery }, plannedSurgery, proceduresLooked, serviceRequestsLooked }) => {
    const dated = surgery.filter(({ on }) => on !== undefined);
    const evidence = [...dated.map((one) => one.evidence), ...plannedSurgery];
    if (evidence.length > 0)
      return {
        status: 'unknown',
        because: 'possible major surgery, recent or planned: clinician to confirm',
        evidence,
        missing: ['whether the procedure is major surgery'],
        severity: 'caution',
      };
    if (surgery.length > 0)
      return {
        status: 'unknown',
        because: 'a surgical procedure without a date',
        evidence: surgery.map((one) => one.evidence),
        missing: ['when the procedure was done'],
      };
    const recent = isSearched(proceduresLooked, 'no recent or planned surgery on file');
    return recent.status === 'met' ? isSearched(serviceRequestsLooked, recent.because) : recent;
  },
};
