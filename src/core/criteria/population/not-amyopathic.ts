import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';
import { namedMyositis } from '../named-exclusion.js';

/** not clinically amyopathic dermatomyositis. */
export const notAmyopathic: Criterion = {
  id: 'not-amyopathic',
  rule: 'R-10',
  group: 'population',
  cites: ['desouza-2018#methods'],
  assess: ({ diagnosis, conditionsLooked }) =>
    namedMyositis(diagnosis, 'amyopathic-dermatomyositis', 'clinically amyopathic dermatomyositis') ??
    isSearched(conditionsLooked, 'no clinically amyopathic dermatomyositis among the diagnoses on file'),
};
