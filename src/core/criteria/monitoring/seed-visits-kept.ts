import type { FollowUpCriterion } from '../criterion.js';

/** A.9: the core set was measured at six and twelve months. */
export const seedVisitsKept: FollowUpCriterion = {
  id: 'seed-visits-kept',
  rule: 'A.9',
  group: 'monitoring',
  scope: 'population',
  cites: ['desouza-2018#methods'],
  assess: ({ responses }) => {
    const target = responses.findLast(({ targetWeek }) => targetWeek !== null);
    if (!target) return { status: 'met', because: 'no visit with the core set is due yet' };
    const evidence = target.measures.flatMap((measure) => measure.evidence);
    if (target.missing.length === 0)
      return { status: 'met', because: `core set of week ${target.targetWeek ?? ''} is on file`, evidence };
    return {
      status: 'unknown',
      because: `core set of week ${target.targetWeek ?? ''} is not whole`,
      evidence,
      missing: target.missing,
    };
  },
};
