import { evidenceOfAnswer } from '../../facts/answers.js';
import type { FollowUpCriterion } from '../criterion.js';

/** anti-Mi-2 or anti-Jo-1; all with the first and most with the second responded; information only. */
export const favourableAntibody: FollowUpCriterion = {
  id: 'favourable-antibody',
  rule: 'R-84',
  group: 'information',
  scope: 'population',
  cites: ['desouza-2018#results', 'rim-2013'],
  assess: ({ predictors: { antibodies } }) => {
    const evidence = antibodies.map((one) => evidenceOfAnswer(one));
    if (antibodies.some(({ answer }) => answer === 'positive'))
      return { status: 'met', because: 'anti-Mi-2 or anti-Jo-1 positive; information only', evidence };
    if (antibodies.length === 2 && antibodies.every(({ answer }) => answer === 'negative'))
      return { status: 'not-met', because: 'anti-Mi-2 and anti-Jo-1 negative; information only', evidence };
    return {
      status: 'unknown',
      because: 'not both antibodies were tested with a clear result',
      evidence,
      missing: ['anti-Mi-2 and anti-Jo-1 antibodies'],
    };
  },
};
