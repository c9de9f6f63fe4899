import { plural } from '../../plural.js';
import { all, between } from '../../status.js';
import { countTrials } from '../trial-count.js';
import type { Criterion } from '../criterion.js';

/** R-27: earlier programme: high-dose prednisone for three months failed, and two list drugs without cyclophosphamide. */
export const highDoseGlucocorticoidFailed: Criterion = {
  id: 'high-dose-glucocorticoid-failed',
  rule: 'R-27',
  group: 'information',
  cites: ['shinjo-2015-abstract'],
  assess: (facts, { refractoriness, glucocorticoid }, earlier) => {
    const days = glucocorticoid.highDoseDays.value;
    const { sure, possible } = facts.highDoseDays;
    // what the history does not show may have been
    const isOpen = possible >= days || facts.medicationHistory !== 'complete';
    const highDose = between(sure >= days, isOpen);
    const { status: drugs } = countTrials(
      facts,
      refractoriness.earlierProgrammeAgents.value,
      refractoriness.minimumAdequateTrials.value,
      ({ trial }) => trial.adequate,
    );
    const status = all([highDose, drugs, earlier.get('disease-active') ?? 'unknown']);
    return {
      status,
      because: `${plural(sure, 'day')} in a row at high dose ${sure === 1 ? 'is' : 'are'} certain${possible > sure ? `, ${possible} possible` : ''}; needs ${days}`,
      missing: highDose === 'unknown' ? ['glucocorticoid doses, or body weight at the time'] : [],
    };
  },
};
