/** The dosages of one medication resource, each with the days on which it held. */
import type { FactContext } from '../facts/context.js';
import { query } from '../facts/query.js';
import { isObject, member } from '../json.js';
import type { JsonObject } from '../json.js';
import type { MedicationEntry } from '../record/record.js';
import type { Strength } from '../terminology/recognition.js';
import { parseFhirDate } from '../time.js';
import { amountOfDosage } from './amount.js';
import { readDosage } from './dosage.js';
import type { Amount } from './amount.js';
import type { Dosage } from './dosage.js';
import type { DoseDay } from './interval.js';
import { spanOfRequest } from './read-request.js';
import { spanOfDispense, spanOfStatement } from './read-supply.js';
import { undated } from './span.js';
import type { OpenEnds, Span } from './span.js';
import { spansOfParts, stepsOf } from './steps.js';
import type { LaidPart, Part, Step } from './steps.js';

const DOSAGES: Readonly<Record<MedicationEntry['type'], ReturnType<typeof query>>> = {
  MedicationRequest: query('MedicationRequest.dosageInstruction'),
  MedicationStatement: query('MedicationStatement.dosage'),
  MedicationDispense: query('MedicationDispense.dosageInstruction'),
  MedicationAdministration: query('MedicationAdministration.dosage'),
};

export const dosagesOf = ({ type, resource }: MedicationEntry): readonly JsonObject[] =>
  DOSAGES[type].select(resource).filter((dosage) => isObject(dosage));

export interface ReadPart extends LaidPart {
  readonly occasions: readonly DoseDay[];
}

/** A single dose on its day, without a rhythm. */
export function singleDose(span: Span, amount: Amount | string): ReadPart {
  const known = typeof amount === 'string' ? undefined : amount;
  const part: Part = {
    bounds: { isReversed: false },
    dose: known,
    problem: typeof amount === 'string' ? amount : undefined,
    timing: undefined,
    perOccasion: known,
    isAsNeeded: false,
  };
  return { part, step: 0, span, occasions: span.isUndated === true ? [] : [{ on: span.start, amount: known }] };
}

/** An administration is one occasion on its day; of an infusion over midnight, the day it began. */
function administered(
  { calendar, knowledge, ledger, asOf }: FactContext,
  { resource, reference }: MedicationEntry,
  dosage: JsonObject | undefined,
  strength: Strength | undefined,
): readonly ReadPart[] {
  const on =
    parseFhirDate(resource['effectiveDateTime'], calendar) ??
    parseFhirDate(member(resource['effectivePeriod'], 'start'), calendar);
  if (!on) ledger.refuse(reference, 'no date says when it was given');
  const span = on ? { start: on, sureEnd: on.earliest, possibleEnd: on.latest } : undated(asOf);
  return [singleDose(span, amountOfDosage(dosage ?? {}, strength, knowledge))];
}

function wholeSpan(
  { knowledge }: FactContext,
  { type, resource }: MedicationEntry,
  steps: readonly Step[],
  ends: OpenEnds,
  strength: Strength | undefined,
): Span | undefined {
  if (steps.some((step) => step.some(({ bounds }) => bounds.isReversed))) return undated(ends.asOf);
  if (type === 'MedicationStatement') return spanOfStatement(resource, ends);
  const span = type === 'MedicationRequest' ? spanOfRequest : spanOfDispense;
  return span(resource, steps, ends, strength, knowledge);
}

export function readEntry(
  context: FactContext,
  ends: OpenEnds,
  entry: MedicationEntry,
  elements: readonly JsonObject[],
  strength: Strength | undefined,
): readonly ReadPart[] {
  if (entry.type === 'MedicationAdministration') return administered(context, entry, elements[0], strength);
  const { knowledge, calendar, ledger, asOf } = context;
  const dosages: readonly Dosage[] = elements.map((dosage) => readDosage(dosage, strength, knowledge, calendar));
  if (dosages.some(({ isLowEnd }) => isLowEnd))
    ledger.note(`${entry.reference} gives a range of doses: the low end is used.`);
  const steps = stepsOf(dosages);
  const whole = wholeSpan(context, entry, steps, ends, strength);
  if (whole?.isUndated === true) {
    ledger.refuse(entry.reference, 'ends before it starts');
    ledger.note(`${entry.reference} ends before it starts: neither day is believed.`);
  }
  if (!whole) ledger.refuse(entry.reference, 'no date says when it began');
  const events = dosages.flatMap(({ events: days, amount }) => days.map((on) => ({ on, amount })));
  return spansOfParts(steps, whole ?? undated(asOf), asOf).map((laid, index) => ({
    ...laid,
    occasions: index === 0 ? events : NO_OCCASIONS,
  }));
}
const NO_OCCASIONS: readonly DoseDay[] = [];
