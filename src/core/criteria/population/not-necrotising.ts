import { evidenceOfAnswer } from '../../facts/answers.js';
import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';

/** no necrotising myopathy; polymyositis with anti-SRP or anti-HMGCR is in doubt (ruling 11). */
export const notNecrotising: Criterion = {
  id: 'not-necrotising',
  rule: 'R-13',
  group: 'population',
  cites: ['desouza-2018#methods'],
  assess: ({ diagnosis, conditionsLooked }) => {
    const { subtype, evidence, necrotisingAntibodies } = diagnosis;
    if (subtype === 'immune-mediated-necrotising-myopathy')
      return { status: 'not-met', because: 'necrotising myopathy', evidence, severity: 'caution' };
    const positive = necrotisingAntibodies
      .filter(({ answer }) => answer === 'positive')
      .map((one) => evidenceOfAnswer(one));
    if (positive.length > 0)
      return {
        status: 'unknown',
        because: 'anti-SRP or anti-HMGCR is positive: confirm the subtype',
        evidence: positive,
        severity: 'caution',
        missing: ['whether this is a necrotising myopathy (biopsy)'],
      };
    return isSearched(conditionsLooked, 'no necrotising myopathy on file');
  },
};
