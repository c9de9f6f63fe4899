import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';

/** not clinically amyopathic dermatomyositis. */
export const notAmyopathic: Criterion = {
  id: 'not-amyopathic',
  rule: 'R-10',
  group: 'population',
  cites: ['desouza-2018#methods'],
  assess: ({ diagnosis, conditionsLooked }) => {
    const { subtype, evidence } = diagnosis;
    if (subtype === 'amyopathic-dermatomyositis')
      return { status: 'not-met', because: 'clinically amyopathic dermatomyositis', evidence, severity: 'caution' };
    return isSearched(conditionsLooked, 'no clinically amyopathic dermatomyositis among the diagnoses on file');
  },
};
