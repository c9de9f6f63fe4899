import type { SafetyCriterion } from '../criterion.js';

/** S-28: antipyretic, antihistamine and glucocorticoid are ordered with the infusion; by words, so it only informs. */
export const premedicationOrdered: SafetyCriterion = {
  id: 'premedication-ordered',
  rule: 'S-28',
  group: 'safety',
  cites: ['rituximab-label'],
  assess: ({ orders, premedication }) => {
    if (orders.rituximab.length === 0 && !orders.isInfusionDay)
      return { status: 'met', because: 'no infusion is ordered or due today' };
    const evidence = premedication.flatMap(({ found }) => found.map((one) => one.evidence));
    const missing = premedication.filter(({ found }) => found.length === 0).map(({ kind }) => kind);
    if (missing.length === 0) return { status: 'met', because: 'premedication is ordered', evidence };
    return {
      status: 'unknown',
      because: `not found among the orders: ${missing.join(', ')}`,
      evidence,
      missing: missing.map((kind) => `premedication: ${kind}`),
      severity: 'information',
    };
  },
};
