import { between } from '../../status.js';
import { countTrials } from '../trial-count.js';
import type { Criterion } from '../criterion.js';

/** R-21: at least two distinct drugs of the list were ever taken. */
export const qualifyingAgentsTried: Criterion = {
  id: 'qualifying-agents-tried',
  rule: 'R-21',
  group: 'refractoriness',
  cites: ['desouza-2018#methods'],
  threshold: ({ refractoriness }) => `${refractoriness.minimumAdequateTrials.value} drugs`,
  assess: (facts, { refractoriness }) => {
    const needed = refractoriness.minimumAdequateTrials.value;
    const { status, met } = countTrials(
      facts,
      refractoriness.strictAgents.value,
      needed,
      ({ anyDoseDays, anyDoseCycles, possibleDays }) => between(anyDoseDays > 0 || anyDoseCycles > 0, possibleDays > 0),
    );
    return {
      status,
      because: `${met.length} list drug(s) on file${met.length > 0 ? `: ${met.map(({ trial }) => trial.agent).join(', ')}` : ''}`,
    };
  },
};
