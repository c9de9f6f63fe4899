import { conditionFound } from '../condition-found.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-25: no active malignancy and no cancer-associated myositis: outside the populations that were studied. */
export const noMalignancy: SafetyCriterion = {
  id: 'no-malignancy',
  rule: 'S-25',
  group: 'safety',
  cites: ['desouza-2018#methods', 'mok-2007#methods'],
  assess: ({ safety: { malignancies }, diagnosis: { named }, conditionsLooked }) =>
    conditionFound({
      conditions: [...named.filter(({ id }) => id === 'cancer-associated-myositis'), ...malignancies].filter(
        ({ isCurrent }) => isCurrent,
      ),
      looked: conditionsLooked,
      disease: 'active malignancy or cancer-associated myositis',
      severity: 'caution',
    }),
};
