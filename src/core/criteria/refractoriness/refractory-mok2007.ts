import { all, between } from '../../status.js';
import { countTrials } from '../trial-count.js';
import type { Criterion } from '../criterion.js';

/** R-26, ruling 3: glucocorticoid and at least two other immunosuppressants ever, with active disease. */
export const refractoryMok2007: Criterion = {
  id: 'refractory-mok2007',
  rule: 'R-26',
  group: 'refractoriness',
  cites: ['mok-2007#methods'],
  threshold: ({ refractoriness: r }) =>
    `glucocorticoid and ${r.mokMinimumAgents.value} others for ${r.mokMinimumDays.value} days or one cycle`,
  assess: (facts, { refractoriness }, earlier) => {
    const agents = [...refractoriness.strictAgents.value, ...refractoriness.extendedAdditionalAgents.value];
    const days = refractoriness.mokMinimumDays.value;
    const taken = countTrials(
      facts,
      agents,
      refractoriness.mokMinimumAgents.value,
      ({ anyDoseDays, anyDoseCycles, possibleDays }) =>
        between(anyDoseDays >= days || anyDoseCycles >= 1, possibleDays >= days),
    );
    const status = all([facts.glucocorticoidExposure, taken.status, earlier.get('disease-active') ?? 'unknown']);
    return {
      status,
      because: `glucocorticoid: ${facts.glucocorticoidExposure}; ${taken.met.length} other immunosuppressant(s) for ${days} days or one cycle`,
    };
  },
};
