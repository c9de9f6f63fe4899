import type { Evidence } from '../../assessment.js';
import type { FollowUpCriterion } from '../criterion.js';

/** AMB-4: neither worse by the core set nor raised glucocorticoid; a relapse is no stop but asks for a review. */
export const noRecrudescentDisease: FollowUpCriterion = {
  id: 'no-recrudescent-disease',
  rule: 'AMB-4',
  group: 'repeat',
  scope: 'population',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: ({ judged, isReescalated }, { response }) => {
    const worsened = judged?.measures.filter(({ verdict }) => verdict === 'worsened') ?? [];
    const isWorse = judged !== undefined && judged.seed !== 'responder' && worsened.length > 0;
    const evidence: readonly Evidence[] = worsened.flatMap((measure) => measure.evidence);
    const reasons = [
      ...(isWorse ? [`worse at week ${judged.week}: ${worsened.map(({ label }) => label).join(', ')}`] : []),
      ...(isReescalated ? ['glucocorticoid raised again since day 0'] : []),
    ];
    if (reasons.length > 0)
      return { status: 'not-met', because: reasons.join('; '), evidence: isWorse ? evidence : [], severity: 'caution' };
    if (!judged || judged.seed === 'indeterminate')
      return {
        status: 'unknown',
        because: `no reading from day ${response.earliestVerdictDay.value} on that can be judged`,
        missing: judged?.missing ?? [`core set measures at week ${response.firstTargetWeek.value}`],
      };
    return { status: 'met', because: `not worse at week ${judged.week}, glucocorticoid not raised again on file` };
  },
};
