import { isSearched } from '../searched.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-30: no severe immunocompromise; what names it has no verified code, so it is asked and not decided. */
export const notSeverelyImmunocompromised: SafetyCriterion = {
  id: 'not-severely-immunocompromised',
  rule: 'S-30',
  group: 'safety',
  cites: ['rituximab-smpc', 'service-policy'],
  assess: ({ immunocompromise, conditionsLooked }) => {
    const { named, counts } = immunocompromise;
    if (named.length + counts.length === 0)
      return isSearched(conditionsLooked, 'no severe immunocompromise named on file');
    return {
      status: 'unknown',
      because: 'severe immunocompromise may be present',
      evidence: [...named, ...counts],
      missing: ['whether immunity is severely compromised'],
      severity: named.length > 0 ? 'caution' : 'information',
    };
  },
};
