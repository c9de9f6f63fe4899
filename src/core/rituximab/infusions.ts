/** Rituximab infusions by day, from the best traces there are: a weaker trace speaks only where no better one is near. */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Interval } from '../medication/interval.js';
import { tidy } from '../quantity.js';
import type { JsonObject } from '../json.js';
import { parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';
import { member } from '../json.js';
import { TRACES } from './infusion.js';
import type { Infusion, Trace } from './infusion.js';
import { chargeCodings, ReasonReader } from './reasons.js';

interface Found {
  /** The latest day it may have been, and never one that is still to come. */
  readonly day: Day;
  readonly on: DayRange;
  readonly milligrams: number | null;
  readonly trace: Trace;
  readonly reference: string;
  readonly resource: JsonObject | undefined;
}

const TRACE_OF: Readonly<Record<Interval['source'], Trace>> = {
  MedicationAdministration: 'administration',
  Immunization: 'administration',
  MedicationDispense: 'dispense',
  MedicationStatement: 'statement',
  MedicationRequest: 'order',
};

const placed = (on: DayRange, { asOf }: FactContext) => ({ on, day: Math.min(on.latest, asOf) });

function doseOf({ dose, source }: Interval, on: DayRange, body: Body): number | null {
  if (!dose || source !== 'MedicationAdministration') return null;
  if (dose.per === 'patient') return dose.milligrams;
  const size = dose.per === 'kilogram' ? body.weightAt(on.latest)?.value : body.surfaceAt(on.latest)?.m2;
  return size === undefined ? null : tidy(dose.milligrams * size);
}

/** What the medication resources leave; an order counts only once it was completed. */
function fromMedications(context: FactContext, body: Body, intervals: readonly Interval[]): readonly Found[] {
  const own = intervals.filter(({ drug }) => drug.role === 'rituximab');
  if (own.length === 0) return [];
  const names = new Set(own.map(({ reference }) => reference));
  const resources = new Map(
    context.record.medications
      .filter(({ reference }) => names.has(reference))
      .map(({ reference, resource }) => [reference, resource]),
  );
  return own.flatMap((interval) => {
    const { reference, start, source, decides, end } = interval;
    if (source === 'MedicationRequest' && end !== 'completed') return [];
    if (!decides) {
      context.ledger.note(`${reference} may tell of rituximab but does not decide: no course was counted for it.`);
      return [];
    }
    const found = { trace: TRACE_OF[source], reference, resource: resources.get(reference) };
    return [{ ...found, ...placed(start, context), milligrams: doseOf(interval, start, body) }];
  });
}

/** Procedures that charge for rituximab: one infusion each, of a dose that is not told (ruling 17). */
export function fromCharges(context: FactContext): readonly Found[] {
  const { record, knowledge, calendar, asOf } = context;
  return record.procedures.flatMap(({ resource, reference }): readonly Found[] => {
    const coding = chargeCodings(context, resource['code']);
    if (coding.length === 0 || (resource['status'] !== 'completed' && resource['status'] !== 'in-progress')) return [];
    const result = knowledge.medications.recognise({ coding });
    if (result.kind !== 'recognised' || result.recognition.by !== 'hcpcs') return [];
    if (knowledge.medications.drug(result.recognition.drug)?.role !== 'rituximab') return [];
    const on =
      parseFhirDate(resource['performedDateTime'], calendar) ??
      parseFhirDate(member(resource['performedPeriod'], 'start'), calendar);
    if (!on) context.ledger.refuse(reference, 'no date says when it was given');
    if (!on || on.earliest > asOf) return [];
    return [{ ...placed(on, context), milligrams: null, trace: 'charge', reference, resource }];
  });
}

/** Bags, charges and supplies of one day are one infusion; its dose is the sum of what is known. */
function byDay(found: readonly Found[], reasons: ReasonReader): readonly Infusion[] {
  const days = new Map<number, Infusion>();
  for (const { day, on, milligrams, trace, reference, resource } of found) {
    const before = days.get(day);
    const isBag = before?.trace === trace && trace === 'administration';
    const dose = before?.milligrams ?? null;
    days.set(day, {
      day,
      isExact: on.earliest === on.latest,
      milligrams: dose === null ? milligrams : milligrams !== null && isBag ? tidy(dose + milligrams) : dose,
      trace: before?.trace ?? trace,
      references: [...(before?.references ?? []), reference],
      reason: before?.reason ?? (resource && reasons.reasonOf(resource)),
    });
  }
  return [...days.values()];
}

/** Charges stand beside administrations; every weaker trace gives way to a better one of the same course. */
const rankOf = (trace: Trace): number => Math.max(TRACES.indexOf(trace), TRACES.indexOf('charge'));

export function infusionsOf(context: FactContext, body: Body, intervals: readonly Interval[]): readonly Infusion[] {
  const found = [...fromMedications(context, body, intervals), ...fromCharges(context)];
  if (found.length === 0) return [];
  const window = context.parameters.rituximab.courseWindowDays.value;
  const kept: Found[] = [];
  for (const one of found.toSorted((a, b) => TRACES.indexOf(a.trace) - TRACES.indexOf(b.trace))) {
    const isTold = kept.some(
      (other) => rankOf(other.trace) < rankOf(one.trace) && Math.abs(other.day - one.day) <= window,
    );
    if (!isTold) kept.push(one);
  }
  return byDay(kept, new ReasonReader(context)).toSorted((a, b) => a.day - b.day);
}
