import type { FollowUpCriterion } from '../criterion.js';

/** R-50, AMB-6: after rituximab one immunosuppressant stays, at full dose; which one is not said, and none is stopped here. */
export const oneImmunosuppressantOnly: FollowUpCriterion = {
  id: 'one-immunosuppressant-only',
  rule: 'R-50',
  group: 'regimen',
  scope: 'population',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: ({ asOf, day0, activeAgents, medicationHistory }, { rituximab }) => {
    const after = rituximab.singleAgentAfterDay.value;
    if (asOf - day0 <= after) return { status: 'unknown', because: `judged after day ${after}` };
    const sure = activeAgents.filter(({ isSure }) => isSure);
    const evidence = activeAgents.flatMap((one) => one.evidence);
    const names = sure.map(({ agent }) => agent).join(', ');
    if (sure.length > 1)
      return {
        status: 'not-met',
        because: `${sure.length} active on day ${asOf - day0}: ${names}`,
        evidence,
        severity: 'information',
      };
    if (activeAgents.length > sure.length || medicationHistory !== 'complete')
      return {
        status: 'unknown',
        because: 'the record leaves open what still runs',
        evidence,
        missing: ['which immunosuppressants are taken now'],
      };
    const [only] = sure;
    if (!only) return { status: 'met', because: 'no immunosuppressant of the list is active' };
    if (only.fullDose === 'not-met')
      return { status: 'not-met', because: `${names} is below full dose`, evidence, severity: 'information' };
    if (only.fullDose === 'unknown')
      return {
        status: 'unknown',
        because: `${names}: whether at full dose cannot be told`,
        evidence,
        missing: [`dose of ${names}, and weight where it counts per kg`],
      };
    return { status: 'met', because: `${names} alone, at full dose`, evidence };
  },
};
