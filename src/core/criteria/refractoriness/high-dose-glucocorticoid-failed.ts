import { all, statusOf } from '../../status.js';
import { countTrials } from '../trial-count.js';
import type { Criterion } from '../criterion.js';

/** earlier programme: high-dose prednisone for three months failed, and two list drugs without cyclophosphamide. */
export const highDoseGlucocorticoidFailed: Criterion = {
  id: 'high-dose-glucocorticoid-failed',
  rule: 'R-27',
  group: 'information',
  cites: ['shinjo-2015-abstract'],
  assess: (facts, { refractoriness, glucocorticoid }, earlier) => {
    const days = glucocorticoid.highDoseDays.value;
    const highDose = statusOf(facts.highDoseDays === undefined ? undefined : facts.highDoseDays >= days);
    const { status: drugs } = countTrials(
      facts,
      refractoriness.earlierProgrammeAgents.value,
      refractoriness.minimumAdequateTrials.value,
      ({ trial }) => trial.adequate,
    );
    const status = all([highDose, drugs, earlier.get('disease-active') ?? 'unknown']);
    return {
      status,
      because: `${facts.highDoseDays ?? 'unknown'} days in a row at high dose; needs ${days}`,
      missing: facts.highDoseDays === undefined ? ['body weight'] : [],
    };
  },
};
