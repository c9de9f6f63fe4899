import type { FollowUpCriterion } from '../criterion.js';

/** R-45, AMB-3, AMB-5: no response or stable disease; whether responders were treated again the source leaves open. */
export const responseAbsentOrStable: FollowUpCriterion = {
  id: 'response-absent-or-stable',
  rule: 'R-45',
  group: 'repeat',
  scope: 'population',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: ({ judged }, { response }) => {
    if (!judged || judged.seed === 'indeterminate')
      return {
        status: 'unknown',
        because: 'response not known',
        missing: judged?.missing ?? [`core set measures at week ${response.firstTargetWeek.value}`],
      };
    const evidence = judged.measures.flatMap((measure) => measure.evidence);
    if (judged.seed === 'responder')
      return {
        status: 'not-met',
        because: 'responder; the source is unclear whether responders were treated again',
        evidence,
      };
    const isWorse = judged.measures.some(({ verdict }) => verdict === 'worsened');
    return {
      status: 'met',
      because: isWorse ? 'no response, and worse in a measure' : 'no response, nothing worse: stable disease',
      evidence,
    };
  },
};
