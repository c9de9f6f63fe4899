import { between } from '../../status.js';
import type { FollowUpCriterion } from '../criterion.js';

/** AMB-9: non-responders were younger; a weak sign, of which the source does not say which age it means. */
export const ageNotBelowCutOff: FollowUpCriterion = {
  id: 'age-not-below-cut-off',
  rule: 'R-81',
  group: 'information',
  scope: 'population',
  cites: ['desouza-2018#results'],
  assess: ({ predictors: { age } }, { rituximab }) => {
    const limit = rituximab.ageCutOffYears.value;
    if (!age) return { status: 'unknown', because: 'no birth date on file', missing: ['date of birth'] };
    return {
      status: between(age.least >= limit, age.most >= limit),
      because: `${age.least} years old at rituximab; cut-off ${limit} (at diagnosis or at treatment, the source is unclear); weak, information only`,
      missing: age.least < limit && age.most >= limit ? ['exact date of birth'] : [],
    };
  },
};
