import { between } from '../../status.js';
import { countTrials } from '../trial-count.js';
import type { Criterion } from '../criterion.js';

/** at least two list drugs were taken for three months, at whatever dose. */
export const threeMonthsReached: Criterion = {
  id: 'three-months-reached',
  rule: 'R-23',
  group: 'refractoriness',
  cites: ['desouza-2018#methods', 'service-policy'],
  threshold: ({ refractoriness: r }) =>
    `${r.minimumAdequateTrials.value} drugs for ${r.minimumCoveredDays.value} days or ${r.cycleMinimumCount.value} cycles`,
  assess: (facts, { refractoriness }) => {
    const needed = refractoriness.minimumAdequateTrials.value;
    const days = refractoriness.minimumCoveredDays.value;
    const cycles = refractoriness.cycleMinimumCount.value;
    const { status, met } = countTrials(
      facts,
      refractoriness.strictAgents.value,
      needed,
      ({ anyDoseDays, anyDoseCycles, possibleDays }) =>
        between(anyDoseDays >= days || anyDoseCycles >= cycles, possibleDays >= days),
    );
    return { status, because: `${met.length} list drug(s) taken for ${days} days or ${cycles} cycles` };
  },
};
