/** Conditions by value set, with how far each may be believed and whether it is current (terminology page 5.6). */
import type { Evidence } from '../assessment.js';
import { listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { CodedEntry } from '../record/record.js';
import { conceptWords } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';
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
/** Forms of abatement that hold no day and yet say that it is over. */
const ENDED_WITHOUT_DAY = ['abatementAge', 'abatementRange', 'abatementString'];

const codesIn = (concept: unknown): readonly (string | undefined)[] =>
  listOf(concept, 'coding').map((coding) => textOf(coding, 'code'));

function hasAbated(resource: JsonObject, { calendar, asOf }: FactContext): boolean {
  if (ENDED_WITHOUT_DAY.some((element) => resource[element] !== undefined)) return true;
  const end = resource['abatementDateTime'] ?? member(resource['abatementPeriod'], 'end');
  const day = parseFhirDate(end, calendar);
  return day !== undefined && day.earliest <= asOf;
}

/**
 * Words that take the diagnosis back: a family history, a question, a rule-out. Of a coded condition only what a person
 * wrote beside the code can do that, not the display of the code itself (`examination of lactating mother`).
 */
function isDenied(concept: unknown, by: CodedEntry['by'], { words }: Knowledge): boolean {
  const written = by === 'text' ? conceptWords(concept) : textOf(concept, 'text');
  if (written === undefined) return false;
  const isDisplay = by === 'code' && listOf(concept, 'coding').some((coding) => textOf(coding, 'display') === written);
  return !isDisplay && (words.isNotADiagnosis(written) || (by === 'text' && written.includes('?')));
}

export function conditionsIn(context: FactContext, ids: readonly ValueSetId[]): readonly ConditionFact[] {
  const { record, knowledge, asOf } = context;
  return ids.flatMap((id) =>
    record.coded.of(id).flatMap((entry) => {
      const { resource, on, by } = entry;
      if (resource['resourceType'] !== 'Condition' || (on && on.earliest > asOf)) return [];
      const words = conceptWords(resource['code']);
      if (isDenied(resource['code'], by, knowledge)) return [];
      const isFirm = by === 'code' && !codesIn(resource['verificationStatus']).some((code) => WEAK.includes(code));
      const isPast = codesIn(resource['clinicalStatus']).some((code) => PAST.includes(code));
      const codes = codesIn(resource['code']).filter((code): code is string => code !== undefined);
      const label = words ?? knowledge.codes.titleOf(id);
      return [{ id, entry, isFirm, isCurrent: !isPast && !hasAbated(resource, context), label, codes }];
    }),
  );
}

/**
 * An encounter diagnosis need not say whether it still holds (it is legal without a clinical status), so of one that
 * comes and goes only a recent one counts as current.
 */
export function isStaleEncounterDiagnosis({ entry }: ConditionFact, from: number): boolean {
  const { resource, on } = entry;
  const isListed = listOf(resource, 'category').some((category) => codesIn(category).includes('problem-list-item'));
  return resource['clinicalStatus'] === undefined && !isListed && on !== undefined && on.latest < from;
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
