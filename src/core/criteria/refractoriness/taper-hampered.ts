import type { Assessment } from '../../assessment.js';
import type { Status } from '../../status.js';
import type { Criterion } from '../criterion.js';

const TAPER_STATUS: Readonly<Record<Assessment['glucocorticoid']['taper'], Status>> = {
  hampered: 'met',
  'not-hampered': 'not-met',
  undetermined: 'unknown',
};

/** disease activity keeps the glucocorticoid from being lowered (C.3), or a clinician attests it. */
export const taperHampered: Criterion = {
  id: 'taper-hampered',
  rule: 'R-25',
  group: 'refractoriness',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: ({ glucocorticoid, glucocorticoidEvidence }) => {
    const status = TAPER_STATUS[glucocorticoid.taper];
    return {
      status,
      because: glucocorticoid.because,
      evidence: glucocorticoidEvidence,
      missing: status === 'unknown' ? ['whether the glucocorticoid taper is hampered (attest yes or no)'] : [],
    };
  },
};
