import type { Subtype } from '../../assessment.js';
import type { Criterion } from '../criterion.js';

const IN_SCOPE: readonly Subtype[] = ['dermatomyositis', 'polymyositis', 'antisynthetase-syndrome'];

/** dermatomyositis, polymyositis or antisynthetase syndrome, coded and confirmed. */
export const diagnosisInScope: Criterion = {
  id: 'diagnosis-in-scope',
  rule: 'R-2',
  group: 'population',
  cites: ['desouza-2018#methods', 'mok-2007#methods'],
  assess: ({ diagnosis }) => {
    const { subtype, isFirm, evidence } = diagnosis;
    if (subtype === 'unspecified')
      return {
        status: 'unknown',
        because: 'the code leaves the subtype open',
        evidence,
        missing: ['subtype of the myositis (dermatomyositis, polymyositis, antisynthetase syndrome or other)'],
      };
    if (!IN_SCOPE.includes(subtype))
      return {
        status: 'not-met',
        because: `${subtype.replaceAll('-', ' ')} was outside the study populations`,
        evidence,
      };
    if (!isFirm)
      return {
        status: 'unknown',
        because: 'diagnosis by text only, or not confirmed',
        evidence,
        missing: ['a coded, confirmed diagnosis'],
      };
    return { status: 'met', because: subtype.replaceAll('-', ' '), evidence };
  },
};
