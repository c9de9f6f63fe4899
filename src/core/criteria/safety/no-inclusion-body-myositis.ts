import { namedMyositis } from '../named-exclusion.js';
import { isSearched } from '../searched.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-31: no inclusion body myositis, in which immunosuppression is not recommended. */
export const noInclusionBodyMyositis: SafetyCriterion = {
  id: 'no-inclusion-body-myositis',
  rule: 'S-31',
  group: 'safety',
  cites: ['ibm-review'],
  assess: ({ diagnosis, conditionsLooked }) =>
    namedMyositis(diagnosis, 'inclusion-body-myositis', 'inclusion body myositis') ??
    isSearched(conditionsLooked, 'no inclusion body myositis among the diagnoses on file'),
};
