/** Numbers out of Observations and questionnaire answers: newest first, in the canonical unit, refused rather than guessed. */
import type { Evidence } from '../assessment.js';
import type { JsonObject } from '../json.js';
import { isObject, listOf, member, numberOf, textOf } from '../json.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { readQuantity } from '../quantity.js';
import type { Comparator, RawQuantity } from '../quantity.js';
import type { CodedEntry } from '../record/record.js';
import { formatRange } from '../time.js';
import type { Day, DayRange } from '../time.js';
import type { FactContext } from './context.js';
import { elementQuery, query } from './query.js';
import type { Query } from './query.js';
import { limitOf } from './reference-limit.js';

export interface Reading {
  readonly id: ValueSetId;
  readonly value: number;
  readonly unit: string;
  readonly on: DayRange;
  readonly comparator?: Comparator | undefined;
  /** Upper limit of the laboratory's own range, in the same unit. */
  readonly upperLimit?: number | undefined;
  readonly reference: string;
  readonly path: string;
}

const OBSERVATION = { value: query('Observation.value'), range: query('Observation.referenceRange') };
const COMPONENT = {
  value: elementQuery('Observation.component', 'value'),
  range: elementQuery('Observation.component', 'referenceRange'),
};
const ANSWER = elementQuery('QuestionnaireResponse.item', 'answer.value');

/** A vaccine or a diagnosis whose words hold the name of a test is no result of it. */
const MEASURED: readonly unknown[] = ['Observation', 'QuestionnaireResponse'];
const COUNTED_STATUS: readonly unknown[] = ['final', 'amended', 'corrected', 'completed'];

/** The element that carries the code and the queries that fit it. */
export interface Carrier {
  readonly node: JsonObject;
  readonly value: Query;
  readonly range: Query | undefined;
}

export function carrierOf(entry: CodedEntry): Carrier | undefined {
  if (entry.item) return { node: entry.item, value: ANSWER, range: undefined };
  if (entry.component === undefined) return { node: entry.resource, ...OBSERVATION };
  const part = listOf(entry.resource, 'component')[entry.component];
  return isObject(part) ? { node: part, ...COMPONENT } : undefined;
}

/** Entries of a value set that count by status and lie on or before `asOf`, newest first. */
export function countedEntries(context: FactContext, id: ValueSetId, from?: Day): readonly CodedEntry[] {
  const { asOf, ledger, record } = context;
  return record.coded.of(id).filter(({ resource, on, reference }) => {
    if (!MEASURED.includes(resource['resourceType'])) return false;
    if (on && on.earliest > asOf) {
      ledger.refuse(reference, 'dated after the day of this assessment');
      return false;
    }
    if (on && from !== undefined && on.latest < from) return false;
    const { status } = resource;
    if (!COUNTED_STATUS.includes(status)) {
      if (status === 'preliminary') ledger.refuse(reference, 'preliminary result');
      return false;
    }
    if (!on) ledger.refuse(reference, 'no date');
    return on !== undefined;
  });
}

/** Whether a partial date lies wholly between two days; a date that straddles an edge cannot be placed. */
function liesWithin(on: DayRange, from: Day, to: Day): boolean {
  return on.earliest >= from && on.latest <= to;
}

/** Reads one entry as a number in the unit of `table`; refusals go to the ledger. */
export function readingOf(context: FactContext, id: ValueSetId, table: string, entry: CodedEntry): Reading | undefined {
  const { ledger, knowledge } = context;
  const refuse = (reason: string): Reading | undefined => {
    ledger.refuse(entry.reference, reason);
    return undefined;
  };
  const carrier = carrierOf(entry);
  if (!carrier || !entry.on) return refuse('no value');
  if (entry.by === 'text') return refuse('recognised by its text only');
  if (carrier.node['dataAbsentReason'] !== undefined) return refuse('marked as without a value');
  const value = carrier.value.first(carrier.node);
  const written = readQuantity(value) ?? ordinalOf(value);
  if (!written) return refuse('no value that can be read as a number');
  const ranges = carrier.range?.select(carrier.node) ?? [];
  const raw = written.unit === undefined ? withUnitOf(ranges, written) : written;
  const measured = knowledge.units.measure(table, raw);
  if (measured.kind === 'refused') return refuse(measured.reason);
  const upperLimit = limitOf(context, table, ranges, raw, 'high');
  if (entry.isDatedByReport) ledger.note(`${entry.reference} has no day of its own: the day of the report is used.`);
  return {
    id,
    value: measured.value,
    unit: measured.unit,
    on: entry.on,
    comparator: measured.comparator,
    upperLimit,
    reference: entry.reference,
    path: carrier.value.path,
  };
}

const ORDINAL = /\/(?:ordinalValue|itemWeight)$/;

/** The number that an answer of a questionnaire stands for. */
function ordinalOf(value: unknown): RawQuantity | undefined {
  for (const coding of [value, ...listOf(value, 'coding')]) {
    const weight = listOf(coding, 'extension').find((one) => ORDINAL.test(textOf(one, 'url') ?? ''));
    const number = numberOf(weight, 'valueDecimal');
    if (number !== undefined) return { value: number };
  }
  return undefined;
}

/** A bare number is in the unit of its own reference range (terminology page 8 rule 1). */
function withUnitOf(ranges: readonly unknown[], raw: RawQuantity): RawQuantity {
  const units = ranges.map((range) => readQuantity(member(range, 'high') ?? member(range, 'low'))?.unit);
  const [unit] = units;
  return unit !== undefined && units.every((one) => one === unit) ? { ...raw, unit } : raw;
}

/** Lower limit of the laboratory's own range, in the unit of `table`. */
export function lowerLimitOf(context: FactContext, table: string, entry: CodedEntry): number | undefined {
  const carrier = carrierOf(entry);
  const raw = carrier && readQuantity(carrier.value.first(carrier.node));
  return raw && limitOf(context, table, carrier.range?.select(carrier.node) ?? [], raw, 'low');
}

/** The newest usable reading in [asOf − days, asOf]. */
export function latestReading(context: FactContext, id: ValueSetId, table: string, days: number): Reading | undefined {
  const from = context.asOf - days;
  for (const entry of countedEntries(context, id, from)) {
    if (entry.on && !liesWithin(entry.on, from, context.asOf)) {
      context.ledger.refuse(entry.reference, 'date not exact enough for the time window');
      continue;
    }
    const reading = readingOf(context, id, table, entry);
    if (reading) return reading;
  }
  return undefined;
}

export function evidenceOf(reading: Reading, label: string): Evidence {
  return {
    label,
    value: reading.comparator === undefined ? reading.value : `${reading.comparator}${reading.value}`,
    unit: reading.unit,
    date: formatRange(reading.on),
    reference: reading.reference,
    path: reading.path,
  };
}
