/** Qualitative results: positive, negative, or neither (terminology page 1.2). */
import type { Evidence } from '../assessment.js';
import { listOf, member, textOf } from '../json.js';
import type { QualitativeAnswer } from '../knowledge/compile.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { readQuantity } from '../quantity.js';
import type { CodedEntry } from '../record/record.js';
import { formatRange } from '../time.js';
import type { FactContext } from './context.js';
import { carrierOf, countedEntries } from './readings.js';

export interface Answer {
  readonly id: ValueSetId;
  readonly answer: QualitativeAnswer;
  readonly entry: CodedEntry;
  readonly text: string;
}

const POSITIVE: readonly unknown[] = ['POS', 'DET', 'RR', 'WR'];
const NEGATIVE: readonly unknown[] = ['NEG', 'ND', 'NR'];

function ofConcept(concept: unknown, { knowledge }: FactContext): QualitativeAnswer | undefined {
  for (const coding of listOf(concept, 'coding')) {
    const sets = knowledge.codes.setsOf(textOf(coding, 'system'), textOf(coding, 'code'));
    if (sets.includes('answer-positive')) return 'positive';
    if (sets.includes('answer-negative')) return 'negative';
  }
  const text = textOf(concept, 'text') ?? listOf(concept, 'coding').map((coding) => textOf(coding, 'display'))[0];
  return text === undefined ? undefined : knowledge.words.answer(text);
}

function ofRange(value: unknown, ranges: readonly unknown[]): QualitativeAnswer | undefined {
  const quantity = readQuantity(value);
  const high = readQuantity(member(ranges[0], 'high'));
  if (!quantity || !high || ranges.length !== 1 || (high.unit ?? quantity.unit) !== quantity.unit) return undefined;
  if (quantity.comparator?.startsWith('<')) return quantity.value <= high.value ? 'negative' : undefined;
  return quantity.value > high.value ? 'positive' : quantity.comparator === undefined ? 'negative' : undefined;
}

function answerOf(context: FactContext, id: ValueSetId, entry: CodedEntry): Answer {
  const carrier = carrierOf(entry);
  const value = carrier?.value.first(carrier.node);
  const codes = listOf(carrier?.node, 'interpretation').flatMap((concept) =>
    listOf(concept, 'coding').map((coding) => textOf(coding, 'code')),
  );
  const byCode = codes.some((code) => POSITIVE.includes(code))
    ? 'positive'
    : codes.some((code) => NEGATIVE.includes(code))
      ? 'negative'
      : undefined;
  const byValue =
    typeof value === 'boolean'
      ? value
        ? 'positive'
        : 'negative'
      : typeof value === 'string'
        ? context.knowledge.words.answer(value)
        : (ofConcept(value, context) ?? (carrier?.range && ofRange(value, carrier.range.select(carrier.node))));
  // a value and an interpretation that contradict each other decide nothing
  const answer =
    byCode !== undefined && byValue !== undefined && byCode !== byValue
      ? 'undecided'
      : (byCode ?? byValue ?? 'undecided');
  const isWeak = entry.by === 'text';
  return { id, answer: isWeak ? 'undecided' : answer, entry, text: answer };
}

/** The newest answers of a value set, newest first. */
export function answersOf(context: FactContext, id: ValueSetId): readonly Answer[] {
  return countedEntries(context, id).map((entry) => answerOf(context, id, entry));
}

export function evidenceOfAnswer({ id, entry, text }: Answer, label: string = id): Evidence {
  return {
    label,
    value: text,
    date: entry.on && formatRange(entry.on),
    reference: entry.reference,
    path: 'Observation.value',
  };
}
