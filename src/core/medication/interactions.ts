/** Drugs that forbid the usual full dose of another (clinical rules B.2 step 11): said, and an attestation asked for. */
import type { FactContext } from '../facts/context.js';
import type { Interval } from './interval.js';
import type { JudgedTrial } from './trials.js';

export function noteInteractions(
  { ledger }: FactContext,
  intervals: readonly Interval[],
  trials: readonly JudgedTrial[],
): void {
  for (const { drug, start, possibleEnd, reference } of intervals) {
    const judged = trials.find(({ trial }) => trial.agent === drug.limits && trial.adequate !== 'met');
    if (!judged || start.earliest > judged.last || possibleEnd < judged.first) continue;
    ledger.note(
      `${drug.title} (${reference}) beside ${judged.trial.agent}: its full dose may not be reachable. A clinician may attest that the maximum tolerated dose was reached.`,
    );
  }
}
