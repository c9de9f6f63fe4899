/** What the record tells of rituximab, resource by resource: infusions that it places, and what may have been one. */
import type { Evidence } from '../assessment.js';
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import { proceduresNaming } from '../facts/drug-procedures.js';
import { member } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Drug } from '../knowledge/knowledge.js';
import { doseText, evidenceOf } from '../medication/evidence.js';
import type { Interval } from '../medication/interval.js';
import { namedDrugs } from '../medication/named.js';
import { Plausibility } from '../medication/plausibility.js';
import { tidy } from '../quantity.js';
import { conceptLabel } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { DayRange } from '../time.js';
import type { Trace } from './infusion.js';

/** An infusion as one resource tells it. */
export interface Told {
  /** Never later than the assessment. */
  readonly on: DayRange;
  readonly milligrams: number | null;
  readonly trace: Trace;
  readonly reference: string;
  readonly resource: JsonObject | undefined;
}

/** Rituximab that may have been given: named by words only, without a day, or ordered and never told of again. */
export interface PossibleExposure {
  /** The days on which it may have been; of one without a day, any until the assessment. */
  readonly on: DayRange;
  readonly trace: Trace;
  readonly evidence: Evidence;
}

export interface Traces {
  readonly told: readonly Told[];
  readonly possible: readonly PossibleExposure[];
}

const TRACE_OF: Readonly<Record<Interval['source'], Trace>> = {
  MedicationAdministration: 'administration',
  Immunization: 'administration',
  MedicationDispense: 'dispense',
  MedicationStatement: 'statement',
  MedicationRequest: 'order',
};

const isRituximab = ({ role }: Drug): boolean => role === 'rituximab';

const untilNow = (on: DayRange | undefined, { asOf }: FactContext): DayRange => ({
  earliest: on?.earliest ?? Number.NEGATIVE_INFINITY,
  latest: Math.min(on?.latest ?? asOf, asOf),
});

/** An order after its time: whether it was carried out nobody tells. One that still runs says nothing of the past. */
function isOver({ isActive, isUndated, start, possibleEnd }: Interval, { asOf, parameters }: FactContext): boolean {
  if (!isActive) return true;
  const isOpen = possibleEnd >= asOf;
  return !isUndated && (!isOpen || start.latest + parameters.safety.infusionOrderOpenDays.value < asOf);
}

function doseOf({ dose, source }: Interval, on: DayRange, body: Body): number | null {
  if (!dose || source !== 'MedicationAdministration') return null;
  if (dose.per === 'patient') return dose.milligrams;
  const size = dose.per === 'kilogram' ? body.weightAt(on.latest)?.value : body.surfaceAt(on.latest)?.m2;
  return size === undefined ? null : tidy(dose.milligrams * size);
}

/** The dose, unless it is a thousand times too small; one above the maximum per square metre is noted (B.1). */
function plausibleDose(interval: Interval, body: Body, plausible: Plausibility): number | null {
  const { drug, dose, reference, start } = interval;
  const milligrams = doseOf(interval, start, body);
  const inUnit = (unit: string) => {
    const value = unit === 'mg' ? milligrams : dose?.per === 'square-metre' ? dose.milligrams : null;
    return value === null ? undefined : { low: value, high: value };
  };
  if (plausible.isSlip(drug, undefined, inUnit)) {
    plausible.refuseSlip(drug.title, reference, doseText(interval));
    return null;
  }
  const isBySurface = dose?.per === 'square-metre';
  if (isBySurface && plausible.isTooHigh(drug, undefined, (unit) => (unit === 'mg' ? undefined : inUnit(unit))))
    plausible.noteTooHigh(drug.title, doseText(interval), [reference]);
  return milligrams;
}

/** What the medication resources leave; an order counts only once it was completed. */
function fromMedications(context: FactContext, body: Body, own: readonly Interval[]): Traces {
  const names = new Set(own.map(({ reference }) => reference));
  const resources = new Map(
    context.record.medications
      .filter(({ reference }) => names.has(reference))
      .map(({ reference, resource }) => [reference, resource]),
  );
  const plausible = new Plausibility(context);
  const told: Told[] = [];
  const possible: PossibleExposure[] = [];
  for (const interval of own) {
    const { reference, start, source, decides, end, possibleEnd } = interval;
    const trace = TRACE_OF[source];
    const isOrder = source === 'MedicationRequest';
    if (decides && (!isOrder || end === 'completed')) {
      const milligrams = plausibleDose(interval, body, plausible);
      told.push({ on: untilNow(start, context), milligrams, trace, reference, resource: resources.get(reference) });
    } else if (!isOrder || end === 'completed' || isOver(interval, context)) {
      const on = isOrder ? { earliest: start.earliest, latest: possibleEnd } : start;
      possible.push({ on: untilNow(on, context), trace, evidence: evidenceOf(interval) });
    }
  }
  return { told, possible };
}

/** Administrations of which the record does not say whether they took place: they are no exposure, and not nothing. */
const UNCERTAIN: readonly unknown[] = ['unknown', 'on-hold'];

function uncertain(context: FactContext): readonly PossibleExposure[] {
  const { record, knowledge, calendar, asOf } = context;
  return record.medications.flatMap(({ type, resource, reference, recognised, concept }) => {
    if (type !== 'MedicationAdministration' || !UNCERTAIN.includes(resource['status'])) return [];
    if (!namedDrugs(recognised, knowledge).some(({ drug }) => isRituximab(drug))) return [];
    const on =
      parseFhirDate(resource['effectiveDateTime'], calendar) ??
      parseFhirDate(member(resource['effectivePeriod'], 'start'), calendar);
    if (on && on.earliest > asOf) return [];
    return [possibleOf(context, 'administration', on, conceptLabel(concept), reference)];
  });
}

function possibleOf(
  context: FactContext,
  trace: Trace,
  on: DayRange | undefined,
  value: string,
  reference: string,
): PossibleExposure {
  const evidence: Evidence = { label: 'Rituximab', value, ...(on ? { date: formatRange(on) } : {}), reference };
  return { on: untilNow(on, context), trace, evidence };
}

/** Procedures that charge for rituximab: one infusion each, of a dose that is not told (ruling 17). */
export function fromCharges(context: FactContext): Traces {
  const told: Told[] = [];
  const possible: PossibleExposure[] = [];
  for (const { reference, resource, on, isCoded } of proceduresNaming(context, isRituximab)) {
    if (isCoded && on) {
      told.push({ on: untilNow(on, context), milligrams: null, trace: 'charge', reference, resource });
      continue;
    }
    const why = isCoded
      ? 'no date says when it was given'
      : 'names rituximab by words, or by a code without its system';
    context.ledger.refuse(reference, why);
    possible.push(possibleOf(context, 'charge', on, conceptLabel(resource['code']), reference));
  }
  return { told, possible };
}

export function tracesOf(context: FactContext, body: Body, intervals: readonly Interval[]): Traces {
  const own = intervals.filter(({ drug }) => isRituximab(drug));
  const parts = [...(own.length > 0 ? [fromMedications(context, body, own)] : []), fromCharges(context)];
  return {
    told: parts.flatMap(({ told }) => told),
    possible: [...parts.flatMap(({ possible }) => possible), ...uncertain(context)],
  };
}
