import { evidenceOfCondition } from '../../facts/conditions.js';
import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';

/** no second connective tissue disease. */
export const notOverlap: Criterion = {
  id: 'not-overlap',
  rule: 'R-11',
  group: 'population',
  cites: ['desouza-2018#methods', 'mok-2007#methods'],
  assess: ({ diagnosis, conditionsLooked }) => {
    const evidence = diagnosis.overlapDiseases.map((one) => evidenceOfCondition(one));
    if (diagnosis.overlapDiseases.some(({ isFirm }) => isFirm))
      return {
        status: 'not-met',
        because: 'another connective tissue disease is on file',
        evidence,
        severity: 'caution',
      };
    if (evidence.length > 0)
      return {
        status: 'unknown',
        because: 'another connective tissue disease is named but not confirmed',
        evidence,
        severity: 'caution',
        missing: ['whether another connective tissue disease is present'],
      };
    return isSearched(conditionsLooked, 'no other connective tissue disease on file');
  },
};
