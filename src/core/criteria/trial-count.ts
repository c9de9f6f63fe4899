/** Counting distinct drugs (B.2 steps 8 and 9): not met only when the whole history was seen and the rest cannot suffice. */
import type { JudgedTrial } from '../medication/trials.js';
import { any, atLeast } from '../status.js';
import type { Status } from '../status.js';
import type { PatientFacts } from './criterion.js';

export interface TrialCount {
  readonly status: Status;
  readonly met: readonly JudgedTrial[];
  readonly unknown: readonly JudgedTrial[];
  /** Drugs counted without a trial of their own. */
  readonly added: number;
}

const NO_OTHERS: ReadonlyMap<string, Status> = new Map();

/** `others` is what speaks for a drug beside its trial, by agent. */
export function countTrials(
  facts: PatientFacts,
  agents: readonly string[],
  needed: number,
  statusOf: (trial: JudgedTrial) => Status,
  others = NO_OTHERS,
): TrialCount {
  const rest = new Map(others);
  const withStatus = facts.trials
    .filter(({ trial }) => agents.includes(trial.agent))
    .map((one) => {
      const other = rest.get(one.trial.agent) ?? 'not-met';
      rest.delete(one.trial.agent);
      const status = any([statusOf(one), other]);
      return { one, status };
    });
  const counted = atLeast(needed, [...withStatus.map(({ status }) => status), ...rest.values()]);
  return {
    status: counted === 'not-met' && facts.medicationHistory !== 'complete' ? 'unknown' : counted,
    met: withStatus.filter(({ status }) => status === 'met').map(({ one }) => one),
    unknown: withStatus.filter(({ status }) => status === 'unknown').map(({ one }) => one),
    added: [...rest.values()].filter((status) => status === 'met').length,
  };
}

/** `2 list drugs on file: azathioprine, methotrexate`. */
export const withNames = (text: string, met: readonly JudgedTrial[]): string =>
  met.length === 0 ? text : `${text}: ${met.map(({ trial }) => trial.agent).join(', ')}`;

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
