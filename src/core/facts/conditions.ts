/** Conditions by value set, with how far each may be believed and whether it is current (terminology page 5.6). */
import type { Evidence } from '../assessment.js';
import { listOf, textOf } from '../json.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { CodedEntry } from '../record/record.js';
import { formatRange } from '../time.js';
import type { FactContext } from './context.js';

export interface ConditionFact {
  readonly id: ValueSetId;
  readonly entry: CodedEntry;
  /** Coded and confirmed; text-only, provisional or differential ones support but never decide. */
  readonly isFirm: boolean;
  readonly isCurrent: boolean;
  readonly label: string;
  readonly codes: readonly string[];
}

const PAST: readonly unknown[] = ['inactive', 'remission', 'resolved'];
const WEAK: readonly unknown[] = ['unconfirmed', 'provisional', 'differential'];

const codesIn = (concept: unknown): readonly (string | undefined)[] =>
  listOf(concept, 'coding').map((coding) => textOf(coding, 'code'));

export function conditionsIn(context: FactContext, ids: readonly ValueSetId[]): readonly ConditionFact[] {
  const { record, knowledge, asOf } = context;
  return ids.flatMap((id) =>
    record.coded.of(id).flatMap((entry) => {
      const { resource, on, by } = entry;
      if (resource['resourceType'] !== 'Condition' || (on && on.earliest > asOf)) return [];
      const label =
        textOf(resource['code'], 'text') ??
        listOf(resource['code'], 'coding').map((coding) => textOf(coding, 'display'))[0] ??
        id;
      if (knowledge.words.isNotADiagnosis(label)) return [];
      const isFirm = by === 'code' && !codesIn(resource['verificationStatus']).some((code) => WEAK.includes(code));
      const isCurrent = !codesIn(resource['clinicalStatus']).some((code) => PAST.includes(code));
      const codes = codesIn(resource['code']).filter((code): code is string => code !== undefined);
      return [{ id, entry, isFirm, isCurrent, label, codes }];
    }),
  );
}

export function evidenceOfCondition({ entry, label, codes }: ConditionFact): Evidence {
  return {
    label,
    value: codes[0] ?? label,
    ...(entry.on ? { date: formatRange(entry.on) } : {}),
    reference: entry.reference,
    path: 'Condition.code',
  };
}
