import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';
import { namedMyositis } from '../named-exclusion.js';

/** not inclusion body myositis. */
export const notInclusionBodyMyositis: Criterion = {
  id: 'not-inclusion-body-myositis',
  rule: 'R-18',
  group: 'population',
  cites: ['mok-2007#discussion', 'service-policy'],
  assess: ({ diagnosis, conditionsLooked }) =>
    namedMyositis(diagnosis, 'inclusion-body-myositis', 'inclusion body myositis') ??
    isSearched(conditionsLooked, 'no inclusion body myositis among the diagnoses on file'),
};
