import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';

/** not inclusion body myositis. */
export const notInclusionBodyMyositis: Criterion = {
  id: 'not-inclusion-body-myositis',
  rule: 'R-18',
  group: 'population',
  cites: ['mok-2007#discussion', 'service-policy'],
  assess: ({ diagnosis, conditionsLooked }) => {
    const { subtype, evidence } = diagnosis;
    if (subtype === 'inclusion-body-myositis')
      return { status: 'not-met', because: 'inclusion body myositis', evidence, severity: 'caution' };
    return isSearched(conditionsLooked, 'no inclusion body myositis among the diagnoses on file');
  },
};
