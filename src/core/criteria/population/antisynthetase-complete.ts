import type { Criterion } from '../criterion.js';

/** myositis, arthritis, lung disease and an antisynthetase antibody together. */
export const antisynthetaseComplete: Criterion = {
  id: 'antisynthetase-complete',
  rule: 'R-4',
  group: 'information',
  cites: ['desouza-2018#methods'],
  assess: ({ diagnosis }) => {
    const { status, evidence, missing } = diagnosis.antisynthetase;
    return {
      status,
      because: 'needs myositis, arthritis, lung disease and a positive antisynthetase antibody',
      evidence,
      missing,
    };
  },
};
