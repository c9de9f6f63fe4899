import { countTrials } from '../trial-count.js';
import type { Criterion } from '../criterion.js';

/** at least two list drugs reached full dose, for whatever time (table B.1). */
export const fullDoseReached: Criterion = {
  id: 'full-dose-reached',
  rule: 'R-22',
  group: 'refractoriness',
  cites: ['desouza-2018#methods', 'service-policy'],
  threshold: ({ refractoriness }) => `${refractoriness.minimumAdequateTrials.value} drugs`,
  assess: (facts, { refractoriness }) => {
    const needed = refractoriness.minimumAdequateTrials.value;
    const { status, met, unknown } = countTrials(
      facts,
      refractoriness.strictAgents.value,
      needed,
      ({ reachedFullDose }) => reachedFullDose,
    );
    return {
      status,
      because: `${met.length} list drug(s) reached full dose`,
      missing: unknown.map(({ trial }) => `${trial.agent}: dose (${trial.because})`),
    };
  },
};
