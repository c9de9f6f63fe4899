import type { Criterion } from '../criterion.js';

/** four months of activity shown by EMG has no reliable data path (ruling 12): information only. */
export const activeFourMonthsWithEmg: Criterion = {
  id: 'active-four-months-with-emg',
  rule: 'R-5',
  group: 'information',
  cites: ['mok-2007#methods'],
  assess: () => ({ status: 'unknown', because: 'EMG findings are narrative', missing: ['EMG report'] }),
};
