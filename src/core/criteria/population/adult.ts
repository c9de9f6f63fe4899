import { between } from '../../status.js';
import type { Criterion } from '../criterion.js';

/** at least 18 years old on the day of assessment. */
export const adult: Criterion = {
  id: 'adult',
  rule: 'R-1',
  group: 'population',
  cites: ['mok-2007#methods'],
  threshold: ({ population: { minimumAgeYears } }) => `${minimumAgeYears.value} years or more`,
  assess: ({ person }, { population }) => {
    const { age, evidence } = person;
    const limit = population.minimumAgeYears.value;
    if (!age) return { status: 'unknown', because: 'no birth date on file', missing: ['date of birth'] };
    const status = between(age.least >= limit, age.most >= limit);
    return {
      status,
      because: `${age.least} years old; needs ${limit}`,
      evidence,
      missing: status === 'unknown' ? ['exact date of birth'] : [],
    };
  },
};
