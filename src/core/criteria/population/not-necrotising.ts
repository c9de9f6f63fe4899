import { evidenceOfAnswer } from '../../facts/answers.js';
import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';
import { namedMyositis } from '../named-exclusion.js';

/** no necrotising myopathy; polymyositis with anti-SRP or anti-HMGCR is in doubt (ruling 11). */
export const notNecrotising: Criterion = {
  id: 'not-necrotising',
  rule: 'R-13',
  group: 'population',
  cites: ['desouza-2018#methods'],
  assess: ({ diagnosis, conditionsLooked }) => {
    const { subtype, necrotisingAntibodies } = diagnosis;
    const named = namedMyositis(diagnosis, 'immune-mediated-necrotising-myopathy', 'necrotising myopathy');
    if (named?.status === 'not-met') return named;
    const positive = necrotisingAntibodies
      .filter(({ answer }) => answer === 'positive')
      .map((one) => evidenceOfAnswer(one));
    if (subtype === 'immune-mediated-necrotising-myopathy' && positive.length > 0)
      return {
        status: 'not-met',
        because: 'unclassified myopathy with anti-SRP or anti-HMGCR: necrotising',
        evidence: positive,
        severity: 'caution',
      };
    if (positive.length > 0)
      return {
        status: 'unknown',
        because: 'anti-SRP or anti-HMGCR is positive: confirm the subtype',
        evidence: positive,
        severity: 'caution',
        missing: ['whether this is a necrotising myopathy (biopsy)'],
      };
    const isTested = subtype !== 'polymyositis' || necrotisingAntibodies.length > 0;
    const confirm = isTested ? '' : '; anti-SRP and anti-HMGCR are not on file: confirm the subtype';
    return named ?? isSearched(conditionsLooked, `no necrotising myopathy on file${confirm}`);
  },
};
