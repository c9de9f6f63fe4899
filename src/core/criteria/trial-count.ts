/** Counting distinct drugs (B.2 steps 8 and 9): not met only when the whole history was seen and the rest cannot suffice. */
import type { JudgedTrial } from '../medication/trials.js';
import { atLeast } from '../status.js';
import type { Status } from '../status.js';
import type { PatientFacts } from './criterion.js';

export interface TrialCount {
  readonly status: Status;
  readonly met: readonly JudgedTrial[];
  readonly unknown: readonly JudgedTrial[];
  /** Drugs counted without a trial of their own. */
  readonly added: number;
}

export function countTrials(
  facts: PatientFacts,
  agents: readonly string[],
  needed: number,
  statusOf: (trial: JudgedTrial) => Status,
  alsoMet: readonly string[] = [],
): TrialCount {
  const listed = facts.trials.filter(({ trial }) => agents.includes(trial.agent));
  const withStatus = listed.map((one) => ({
    one,
    status: alsoMet.includes(one.trial.agent) ? ('met' as const) : statusOf(one),
  }));
  const added = new Set(alsoMet.filter((agent) => !listed.some(({ trial }) => trial.agent === agent))).size;
  const statuses: Status[] = withStatus.map(({ status }) => status);
  for (let count = 0; count < added; count += 1) statuses.push('met');
  const counted = atLeast(needed, statuses);
  return {
    status: counted === 'not-met' && facts.medicationHistory !== 'complete' ? 'unknown' : counted,
    met: withStatus.filter(({ status }) => status === 'met').map(({ one }) => one),
    unknown: withStatus.filter(({ status }) => status === 'unknown').map(({ one }) => one),
    added,
  };
}

/** What would settle a count that is open: the drugs in doubt, then the history that could not be read. */
export function missingOfTrials(
  facts: PatientFacts,
  status: Status,
  unknown: readonly JudgedTrial[],
): readonly string[] {
  if (status !== 'unknown') return [];
  const drugs = unknown.map(({ trial }) => `${trial.agent}: ${trial.because}`);
  return facts.medicationHistory === 'complete'
    ? drugs
    : [...drugs, 'medication history that could not be read in full'];
}
