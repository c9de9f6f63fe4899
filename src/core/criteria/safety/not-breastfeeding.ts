import { conditionFound } from '../condition-found.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-19: not breastfeeding. */
export const notBreastfeeding: SafetyCriterion = {
  id: 'not-breastfeeding',
  rule: 'S-19',
  group: 'safety',
  cites: ['pregnancy-text', 'mok-2007#methods'],
  assess: ({ asOf, safety: { lactations }, childbearing, conditionsLooked }, { population }) => {
    const since = asOf - population.lactationStaleDays.value;
    const conditions = lactations.filter(({ entry }) => !entry.on || entry.on.latest >= since);
    if (conditions.length === 0 && childbearing.isPossible === 'no')
      return { status: 'met', because: childbearing.because, evidence: childbearing.evidence };
    return conditionFound({
      conditions,
      looked: conditionsLooked,
      disease: 'breastfeeding',
      severity: 'contraindication',
    });
  },
};
