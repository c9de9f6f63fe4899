import { conditionFound } from '../condition-found.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-17: no progressive multifocal leukoencephalopathy, ever. */
export const noLeukoencephalopathy: SafetyCriterion = {
  id: 'no-leukoencephalopathy',
  rule: 'S-17',
  group: 'safety',
  cites: ['rituximab-label', 'mok-2007#discussion'],
  assess: ({ leukoencephalopathy, conditionsLooked }) =>
    conditionFound({
      conditions: leukoencephalopathy,
      looked: conditionsLooked,
      disease: 'progressive multifocal leukoencephalopathy',
      severity: 'contraindication',
    }),
};
