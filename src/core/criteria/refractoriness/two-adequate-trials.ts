import { countTrials, missingOfTrials } from '../trial-count.js';
import type { Criterion } from '../criterion.js';

/** R-20: at least two list drugs failed at full dose for long enough (B.2 step 9). */
export const twoAdequateTrials: Criterion = {
  id: 'two-adequate-trials',
  rule: 'R-20',
  group: 'refractoriness',
  cites: ['desouza-2018#methods'],
  threshold: ({ refractoriness }) => `${refractoriness.minimumAdequateTrials.value} adequate trials`,
  assess: (facts, { refractoriness }) => {
    const agents = refractoriness.strictAgents.value;
    const needed = refractoriness.minimumAdequateTrials.value;
    const { status, met, unknown } = countTrials(facts, agents, needed, ({ trial }) => trial.adequate);
    return {
      status,
      because: `${met.length} of ${needed} adequate trials${met.length > 0 ? `: ${met.map(({ trial }) => trial.agent).join(', ')}` : ''}`,
      evidence: met.flatMap(({ trial }) => trial.evidence.slice(0, 1)),
      missing: missingOfTrials(facts, status, unknown),
    };
  },
};
