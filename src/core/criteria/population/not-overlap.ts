import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';
import { namedExclusion } from '../named-exclusion.js';

/** no second connective tissue disease. */
export const notOverlap: Criterion = {
  id: 'not-overlap',
  rule: 'R-11',
  group: 'population',
  cites: ['desouza-2018#methods', 'mok-2007#methods'],
  assess: ({ diagnosis: { overlapDiseases }, conditionsLooked }) =>
    namedExclusion({
      named: overlapDiseases,
      found: overlapDiseases.filter(({ isFirm, isCurrent }) => isFirm && isCurrent),
      disease: 'another connective tissue disease',
    }) ?? isSearched(conditionsLooked, 'no other connective tissue disease on file'),
};
