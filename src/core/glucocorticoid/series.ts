/** Daily prednisone equivalents out of every systemic glucocorticoid on file (clinical rules C.1, C.2; ruling 9). */
import type { FactContext } from '../facts/context.js';
import type { Interval } from '../medication/interval.js';
import type { Treatments } from '../medication/intervals.js';
import { segmentsOf } from '../medication/regimen.js';
import type { DoseReading, Segment } from '../medication/regimen.js';
import { doseText } from '../medication/trials.js';
import { exceeds, reaches } from '../quantity.js';
import type { Day } from '../time.js';

export interface GlucocorticoidSeries {
  /** Last entry: the day before the assessment. Two readings where orders may add up or replace each other. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly pulses: readonly number[];
  readonly oralStart: number | undefined;
  /** Scheduled on the day of assessment; undefined when unknown. */
  readonly today: number | undefined;
  /** Some systemic glucocorticoid was certainly taken. */
  readonly wasExposed: boolean;
  readonly mayBeExposed: boolean;
  readonly intervals: readonly Interval[];
}

interface Built {
  readonly daily: Float64Array;
  readonly pulses: number[];
}

const IS_UNKNOWN = Number.NaN;

/** The series of the last `days` days; by default as many as the taper is judged by. */
export function glucocorticoidSeries(
  context: FactContext,
  { intervals, contacts }: Treatments,
  days?: number,
): GlucocorticoidSeries {
  const { asOf, parameters } = context;
  const length = days ?? parameters.glucocorticoid.seriesDays.value;
  const own = intervals.filter(
    ({ drug }) => drug.role === 'glucocorticoid' && drug.id in parameters.prednisoneEquivalent,
  );
  const scheduled = own.filter(({ problem }) => problem !== 'taken as needed');
  const drugs = [...new Set(scheduled.map(({ drug }) => drug.id))];
  const segments = drugs.map((id) =>
    segmentsOfDrug(
      context,
      scheduled.filter(({ drug }) => drug.id === id),
    ),
  );
  const infusions = intervals.filter(({ drug }) => drug.role === 'rituximab').map(({ start }) => start.latest);
  // one entry more than the series: the day of assessment itself
  const build = (reading: keyof DoseReading): Built => {
    const daily = fill(segments, reading, asOf - length, length + 1);
    fillEnds(daily, asOf - length, scheduled, contacts, asOf);
    const pulses = takeOutPulses(context, daily, asOf - length, scheduled, infusions);
    return { daily, pulses };
  };
  const low = build('low');
  const isOneReading = segments.every((list) => list.every(({ dose }) => dose === undefined || dose.low === dose.high));
  const high = isOneReading ? low : build('high');
  const today = low.daily[length];
  const isSameToday = today !== undefined && !Number.isNaN(today) && today === high.daily[length];
  const oral = scheduled.filter(
    ({ route, decides, occasions }) => decides && route !== 'intravenous' && occasions.length === 0,
  );
  const lowSeries = low.daily.subarray(0, length);
  return {
    low: lowSeries,
    high: isOneReading ? lowSeries : high.daily.subarray(0, length),
    pulses: low.pulses,
    oralStart: oral.length > 0 ? Math.min(...oral.map(({ start }) => start.latest)) - (asOf - length) : undefined,
    today: isSameToday ? today : undefined,
    wasExposed: own.some(({ decides, start, sureEnd }) => decides && sureEnd >= start.latest),
    mayBeExposed: own.length > 0,
    intervals: own,
  };
}

function segmentsOfDrug(context: FactContext, intervals: readonly Interval[]): readonly Segment[] {
  const { ledger, parameters } = context;
  const { glucocorticoid, exposure, prednisoneEquivalent } = parameters;
  const tolerance = exposure.disagreementPercent.value / 100;
  const doses = new Map<Interval, DoseReading | undefined>();
  for (const interval of intervals) {
    const factor = prednisoneEquivalent[interval.drug.id]?.value;
    if (!interval.dose || factor === undefined || interval.dose.per !== 'patient') {
      if (interval.problem !== undefined)
        ledger.refuse(interval.reference, `${interval.drug.title}: ${interval.problem}`);
      continue;
    }
    const equivalent = interval.dose.milligrams * factor;
    if (equivalent > 0 && equivalent < glucocorticoid.slipBelow.value) {
      ledger.refuse(interval.reference, `${interval.drug.title} dose about 1000 times too small`);
      ledger.note(
        `${interval.drug.title} ${doseText(interval)} looks 1000 times too small: probable unit error. Not counted; check ${interval.reference}.`,
      );
      continue;
    }
    doses.set(interval, { low: equivalent, high: equivalent });
  }
  return segmentsOf(
    intervals,
    (interval) => doses.get(interval),
    (a, b) => Math.abs(a.low - b.low) > tolerance * Math.max(a.low, b.low),
    ({ trusted, other }) => {
      ledger.note(
        `Sources disagree on ${trusted.drug.title}: ${trusted.reference} (${doseText(trusted)}) and ${other.reference} (${doseText(other)}); the first is used.`,
      );
    },
  );
}

/** Sums the drugs day by day; a day with a part of unknown size is unknown. Days without any order stay −1 for now. */
function fill(
  drugs: readonly (readonly Segment[])[],
  reading: keyof DoseReading,
  first: Day,
  length: number,
): Float64Array {
  const daily = new Float64Array(length).fill(-1);
  for (const segments of drugs) {
    for (const { from, to, isSure, dose } of segments) {
      const part = isSure && dose && Number.isFinite(dose[reading]) ? dose[reading] : IS_UNKNOWN;
      const last = Math.min(to - first, length - 1);
      for (let index = Math.max(0, from - first); index <= last; index += 1)
        daily[index] = Math.max(0, daily[index] ?? 0) + part;
    }
  }
  return daily;
}

/**
 * Days without an order: 0 after an order that was stopped, or completed with an end and followed by a contact about
 * something else that shows no renewal; unknown otherwise, and unknown before the first order.
 */
function fillEnds(
  daily: Float64Array,
  first: Day,
  intervals: readonly Interval[],
  contacts: Treatments['contacts'],
  asOf: Day,
): void {
  // a single dose given by a nurse says nothing about the tablets at home
  const orders = intervals.filter(({ source }) => source !== 'MedicationAdministration');
  const ended = orders.toSorted((a, b) => a.possibleEnd - b.possibleEnd);
  let next = 0;
  let previous: Interval | undefined;
  for (let index = 0; index < daily.length; index += 1) {
    const day = first + index;
    for (let one = ended[next]; one && one.possibleEnd < day; one = ended[next]) {
      previous = one;
      next += 1;
    }
    if (daily[index] !== -1) continue;
    daily[index] = previous && isKnownOff(previous, contacts, asOf) ? 0 : IS_UNKNOWN;
  }
}

function isKnownOff(previous: Interval, contacts: Treatments['contacts'], asOf: Day): boolean {
  const { end, sureEnd, start, decides, drug, possibleEnd } = previous;
  if (!decides || sureEnd < start.latest || sureEnd !== possibleEnd) return false;
  if (end === 'stopped') return true;
  return end === 'completed' && contacts.some(({ day, agent }) => day > sureEnd && day <= asOf && agent !== drug.agent);
}

/** Takes pulses and premedication out of the series; returns the days of pulses that count for re-escalation. */
function takeOutPulses(
  context: FactContext,
  daily: Float64Array,
  first: Day,
  intervals: readonly Interval[],
  infusions: readonly Day[],
): number[] {
  const p = context.parameters.glucocorticoid;
  const single = new Map<number, number>();
  for (const interval of intervals) {
    const { dose, route, form, drug, start, sureEnd } = interval;
    const factor = context.parameters.prednisoneEquivalent[drug.id]?.value ?? 0;
    if (!dose || dose.per !== 'patient' || (route !== 'intravenous' && form !== 'parenteral')) continue;
    for (let day = start.latest; day <= Math.min(sureEnd, start.latest + p.pulseMaximumDays.value); day += 1) {
      single.set(day - first, (single.get(day - first) ?? 0) + dose.milligrams * factor);
    }
  }
  const pulses: number[] = [];
  const isPulseDay = (index: number): boolean => reaches(single.get(index) ?? 0, p.pulseMinimum.value);
  for (const [index, dose] of [...single.entries()].toSorted(([a], [b]) => a - b)) {
    const day = first + index;
    const isPremedication =
      !exceeds(dose, p.premedicationMaximum.value) && !single.has(index - 1) && !single.has(index + 1);
    if (isPremedication && infusions.some((infusion) => Math.abs(infusion - day) <= p.premedicationWithinDays.value)) {
      remove(daily, index, dose);
      continue;
    }
    if (!isPulseDay(index) || runAround(index, isPulseDay) > p.pulseMaximumDays.value) continue;
    remove(daily, index, dose);
    const isBeforeInfusion = infusions.some(
      (infusion) => infusion >= day && infusion - day <= p.pulseBeforeRituximabDays.value,
    );
    if (!isBeforeInfusion && index >= 0) pulses.push(index);
  }
  return pulses;
}

function runAround(index: number, holds: (index: number) => boolean): number {
  let from = index;
  while (holds(from - 1)) from -= 1;
  let to = index;
  while (holds(to + 1)) to += 1;
  return to - from + 1;
}

/** What is left of a day after taking one drug out; with nothing else on file the neighbours tell the day. */
function remove(daily: Float64Array, index: number, dose: number): void {
  const value = daily[index];
  if (value === undefined || Number.isNaN(value)) return;
  const rest = value - dose;
  const before = daily[index - 1];
  daily[index] = rest > 1e-6 ? rest : (before ?? IS_UNKNOWN);
}
