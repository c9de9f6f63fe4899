import type { Criterion } from '../criterion.js';

/** Bohan and Peter certainty has no reliable data path (ruling 12): information only. */
export const bohanPeterCertainty: Criterion = {
  id: 'bohan-peter-certainty',
  rule: 'R-3',
  group: 'information',
  cites: ['mok-2007#methods'],
  assess: () => ({
    status: 'unknown',
    because: 'weakness, biopsy, EMG and rash are not coded reliably',
    missing: ['Bohan and Peter items'],
  }),
};
