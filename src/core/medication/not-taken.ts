/** Statements that a drug was not taken (terminology page 5.5): days on which no other source is sure. */
import type { FactContext } from '../facts/context.js';
import { member } from '../json.js';
import type { Drug } from '../knowledge/knowledge.js';
import type { MedicationEntry } from '../record/record.js';
import { parseFhirDate } from '../time.js';
import type { Day } from '../time.js';

export interface NotTaken {
  readonly agent: string;
  readonly from: Day;
  readonly to: Day;
}

export function notTakenOf(
  { calendar, asOf, ledger }: FactContext,
  { resource, type, reference }: MedicationEntry,
  drug: Drug,
): NotTaken | undefined {
  if (type !== 'MedicationStatement' || resource['status'] !== 'not-taken') return undefined;
  const period = resource['effectivePeriod'];
  ledger.note(`${reference} says that ${drug.title} was not taken.`);
  return {
    agent: drug.agent,
    from: parseFhirDate(member(period, 'start'), calendar)?.earliest ?? Number.NEGATIVE_INFINITY,
    to: parseFhirDate(member(period, 'end'), calendar)?.latest ?? asOf,
  };
}

export const isDenied = (denied: readonly NotTaken[], from: Day, to: Day): boolean =>
  denied.some((one) => one.from <= to && one.to >= from);
