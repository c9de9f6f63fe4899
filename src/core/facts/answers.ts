/** Qualitative results: positive, negative, or neither (terminology page 1.2). */
import type { Evidence } from '../assessment.js';
import { listOf, member, textOf } from '../json.js';
import type { QualitativeAnswer } from '../knowledge/compile.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { readQuantity } from '../quantity.js';
import type { CodedEntry } from '../record/record.js';
import { formatRange } from '../time.js';
import type { FactContext } from './context.js';
import { conceptLabel } from '../terminology/concept-label.js';
import { carrierOf, countedEntries } from './readings.js';
import type { Carrier } from './readings.js';

export interface Answer {
  readonly id: ValueSetId;
  readonly answer: QualitativeAnswer;
  readonly entry: CodedEntry;
  readonly text: string;
}

const POSITIVE: readonly unknown[] = ['POS', 'DET', 'RR', 'WR'];
const NEGATIVE: readonly unknown[] = ['NEG', 'ND', 'NR'];

/** What codes and words say alike; what they say against each other decides nothing. */
function ofConcept(concept: unknown, { knowledge }: FactContext): QualitativeAnswer | undefined {
  const said = new Set<QualitativeAnswer>();
  const codings = listOf(concept, 'coding');
  for (const coding of codings) {
    const sets = knowledge.codes.setsOf(textOf(coding, 'system'), textOf(coding, 'code'));
    if (sets.includes('answer-positive')) said.add('positive');
    if (sets.includes('answer-negative')) said.add('negative');
  }
  // the display of a code that is known adds nothing; what a person wrote beside it does
  const text =
    textOf(concept, 'text') ?? (said.size > 0 ? undefined : codings.map((coding) => textOf(coding, 'display'))[0]);
  const worded = text === undefined ? undefined : knowledge.words.answer(text);
  if (worded !== undefined) said.add(worded);
  return said.size > 1 ? 'undecided' : [...said][0];
}

function ofRange(value: unknown, ranges: readonly unknown[]): QualitativeAnswer | undefined {
  const quantity = readQuantity(value);
  const high = readQuantity(member(ranges[0], 'high'));
  if (!quantity || !high || ranges.length !== 1 || (high.unit ?? quantity.unit) !== quantity.unit) return undefined;
  if (quantity.comparator?.startsWith('<')) return quantity.value <= high.value ? 'negative' : undefined;
  return quantity.value > high.value ? 'positive' : quantity.comparator === undefined ? 'negative' : undefined;
}

const interpretationCodes = (node: unknown): readonly unknown[] =>
  listOf(node, 'interpretation').flatMap((concept) =>
    listOf(concept, 'coding').map((coding) => textOf(coding, 'code')),
  );

/** What the laboratory's own interpretation says. */
export function interpretationOf(entry: CodedEntry): 'positive' | 'negative' | undefined {
  const carrier = carrierOf(entry);
  const codes = interpretationCodes(carrier?.node);
  if (codes.some((code) => POSITIVE.includes(code))) return 'positive';
  if (codes.some((code) => NEGATIVE.includes(code))) return 'negative';
  return codes.includes('N') && carrier?.value.first(carrier.node) === undefined ? 'negative' : undefined;
}

function ofValue(context: FactContext, { node, value, range }: Carrier): QualitativeAnswer | undefined {
  const written = value.first(node);
  if (typeof written === 'boolean') return written ? 'positive' : 'negative';
  if (typeof written === 'string') return context.knowledge.words.answer(written);
  return ofConcept(written, context) ?? (range && ofRange(written, range.select(node)));
}

function answerOf(context: FactContext, id: ValueSetId, entry: CodedEntry, carrier: Carrier): Answer {
  const byCode = interpretationOf(entry);
  const byValue = ofValue(context, carrier);
  // a value and an interpretation that contradict each other decide nothing
  const answer =
    byCode !== undefined && byValue !== undefined && byCode !== byValue
      ? 'undecided'
      : (byCode ?? byValue ?? 'undecided');
  const isWeak = entry.by === 'text';
  return { id, answer: isWeak ? 'undecided' : answer, entry, text: answer };
}

/** Why an entry holds no result: it says so itself, or it says nothing (terminology page 5.2). */
function whyEmpty({ node, value }: Carrier): string | undefined {
  const absent = node['dataAbsentReason'];
  if (absent !== undefined) return `no result: ${conceptLabel(absent) || 'the reason is not told'}`;
  const written = value.first(node);
  const says = written !== undefined && written !== '';
  return says || interpretationCodes(node).length > 0 ? undefined : 'no result';
}

/** The newest answers of a value set, newest first; what holds no result stands in the way of none. */
export function answersOf(context: FactContext, id: ValueSetId): readonly Answer[] {
  return countedEntries(context, id).flatMap((entry) => {
    const carrier = carrierOf(entry);
    const why = carrier ? whyEmpty(carrier) : 'no result';
    if (carrier && why === undefined) return [answerOf(context, id, entry, carrier)];
    context.ledger.refuse(entry.reference, why ?? 'no result');
    return [];
  });
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
