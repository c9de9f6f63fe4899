import { conditionFound } from '../condition-found.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-08: no active tuberculosis. */
export const noActiveTuberculosis: SafetyCriterion = {
  id: 'no-active-tuberculosis',
  rule: 'S-08',
  group: 'safety',
  cites: ['rituximab-label', 'rituximab-smpc'],
  assess: ({ tuberculosis, conditionsLooked }) =>
    conditionFound({
      conditions: tuberculosis,
      looked: conditionsLooked,
      disease: 'active tuberculosis',
      severity: 'contraindication',
    }),
};
