/** Daily prednisone equivalents out of every systemic glucocorticoid on file (clinical rules C.1, C.2; ruling 9). */
import type { FactContext } from '../facts/context.js';
import type { Body } from '../facts/body.js';
import type { DoseReading } from '../medication/combine.js';
import { doseText } from '../medication/evidence.js';
import { rituximabDays } from '../rituximab/infusion-days.js';
import type { Interval } from '../medication/interval.js';
import type { Treatments } from '../medication/intervals.js';
import { segmentsOf } from '../medication/segments.js';
import type { Segment } from '../medication/segments.js';
import type { Day } from '../time.js';
import { equivalents } from './equivalents.js';
import { shortCourses } from './pulses.js';
import type { EquivalentOf } from './pulses.js';

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

const IS_UNKNOWN = Number.NaN;
/** A day without any order, until what ended before it is looked at. */
const IS_EMPTY = -1;

/** Every systemic glucocorticoid that the tables know. */
export function glucocorticoidsOf({ parameters }: FactContext, { intervals }: Treatments): readonly Interval[] {
  return intervals.filter(({ drug }) => drug.role === 'glucocorticoid' && drug.id in parameters.prednisoneEquivalent);
}

/** The series of the last `days` days; by default as many as the taper is judged by. */
export function glucocorticoidSeries(
  context: FactContext,
  body: Body,
  treatments: Treatments,
  days?: number,
): GlucocorticoidSeries {
  const { asOf, parameters } = context;
  const length = days ?? parameters.glucocorticoid.seriesDays.value;
  const first = asOf - length;
  const own = glucocorticoidsOf(context, treatments);
  const equivalentOf = equivalents(context, body, own);
  const asNeeded = own.filter(({ isAsNeeded }) => isAsNeeded);
  const all = own.filter(({ isAsNeeded }) => !isAsNeeded);
  const short = shortCourses(
    all,
    equivalentOf,
    () => rituximabDays(context, treatments.intervals),
    parameters.glucocorticoid,
  );
  const scheduled = short.setAside.size === 0 ? all : all.filter((one) => !short.setAside.has(one));
  const segments = segmentsByDrug(context, scheduled, equivalentOf);
  const inDoubt = [
    ...asNeeded.map(({ start, possibleEnd }) => ({ from: start.earliest, to: possibleEnd })),
    ...treatments.nameless,
  ];
  // one entry more than the series: the day of assessment itself
  const build = (reading: 'low' | 'high'): Float64Array => {
    const daily = fill(segments, reading, first, length + 1);
    fillGaps(daily, first, { orders: [...scheduled, ...asNeeded], inDoubt, contacts: treatments.contacts, asOf });
    carryThrough(daily, first, short.days);
    return daily;
  };
  const low = build('low');
  const isOneReading = segments.every((list) => list.every(({ dose }) => dose === undefined || dose.low === dose.high));
  const high = isOneReading ? low : build('high');
  const today = low[length];
  const lowSeries = low.subarray(0, length);
  return {
    low: lowSeries,
    high: isOneReading ? lowSeries : high.subarray(0, length),
    pulses: short.pulses.map((day) => day - first).filter((index) => index >= 0 && index < length),
    oralStart: oralStart(scheduled, first),
    today: today !== undefined && !Number.isNaN(today) && today === high[length] ? today : undefined,
    wasExposed: own.some((one) => one.decides && !one.isAsNeeded && one.sureEnd >= one.start.latest),
    mayBeExposed: own.length > 0,
    intervals: own,
  };
}

function oralStart(scheduled: readonly Interval[], first: Day): number | undefined {
  const oral = scheduled.filter(
    ({ route, decides, occasions }) => decides && route !== 'intravenous' && occasions.length === 0,
  );
  return oral.length > 0 ? Math.min(...oral.map(({ start }) => start.latest)) - first : undefined;
}

function segmentsByDrug(
  { ledger, parameters }: FactContext,
  scheduled: readonly Interval[],
  equivalentOf: EquivalentOf,
): readonly (readonly Segment[])[] {
  const tolerance = parameters.exposure.disagreementPercent.value / 100;
  const doses = new Map<Interval, DoseReading>();
  const byDrug = new Map<string, Interval[]>();
  for (const interval of scheduled) {
    const equivalent = equivalentOf(interval);
    if (equivalent !== undefined) doses.set(interval, { low: equivalent, high: equivalent, per: 'patient' });
    const list = byDrug.get(interval.drug.id);
    if (list) list.push(interval);
    else byDrug.set(interval.drug.id, [interval]);
  }
  const reader = {
    doseOf: (interval: Interval) => doses.get(interval),
    disagrees: (a: DoseReading, b: DoseReading) => Math.abs(a.low - b.low) > tolerance * Math.max(a.low, b.low),
    onDisagreement: ({ trusted, other }: { readonly trusted: Interval; readonly other: Interval }) => {
      ledger.note(
        `Sources disagree on ${trusted.drug.title}: ${trusted.reference} (${doseText(trusted)}) and ${other.reference} (${doseText(other)}); the first is used.`,
      );
    },
  };
  return [...byDrug.values()].map((intervals) => segmentsOf(intervals, reader));
}

/** Sums the drugs day by day; a day with a part of unknown size is unknown. */
function fill(
  drugs: readonly (readonly Segment[])[],
  reading: 'low' | 'high',
  first: Day,
  length: number,
): Float64Array {
  const daily = new Float64Array(length).fill(IS_EMPTY);
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

interface Surroundings {
  readonly orders: readonly Interval[];
  /** Days on which something was taken as needed, or nobody can tell what was taken. */
  readonly inDoubt: readonly { readonly from: Day; readonly to: Day }[];
  readonly contacts: Treatments['contacts'];
  readonly asOf: Day;
}

/**
 * Days without an order: 0 after an order that was stopped, or completed with an end and followed by a contact about
 * something else that shows no renewal; unknown otherwise, and unknown before the first order.
 */
function fillGaps(daily: Float64Array, first: Day, { orders, inDoubt, contacts, asOf }: Surroundings): void {
  for (const { from, to } of inDoubt) {
    const last = Math.min(to - first, daily.length - 1);
    for (let index = Math.max(0, from - first); index <= last; index += 1)
      if (daily[index] === IS_EMPTY) daily[index] = IS_UNKNOWN;
  }
  // a single dose given by a nurse says nothing about the tablets at home
  const ended = orders
    .filter(({ source }) => source !== 'MedicationAdministration')
    .toSorted((a, b) => a.possibleEnd - b.possibleEnd);
  let next = 0;
  let rest = IS_UNKNOWN;
  for (let index = 0; index < daily.length; index += 1) {
    const day = first + index;
    for (let one = ended[next]; one && one.possibleEnd < day; one = ended[next]) {
      rest = isKnownOff(one, contacts, asOf) ? 0 : IS_UNKNOWN;
      next += 1;
    }
    if (daily[index] === IS_EMPTY) daily[index] = rest;
  }
}

function isKnownOff(previous: Interval, contacts: Treatments['contacts'], asOf: Day): boolean {
  const { end, sureEnd, start, decides, drug, possibleEnd } = previous;
  if (!decides || sureEnd < start.latest || sureEnd !== possibleEnd) return false;
  if (end === 'stopped') return true;
  return end === 'completed' && contacts.some(({ day, agent }) => day > sureEnd && day <= asOf && agent !== drug.agent);
}

/** A day whose only dose was a pulse or premedication is as the day before: tablets are paused for it. */
function carryThrough(daily: Float64Array, first: Day, days: readonly Day[]): void {
  for (const day of days) {
    const index = day - first;
    const [before, dose] = [daily[index - 1], daily[index]];
    if (before !== undefined && dose !== undefined && Number.isNaN(dose)) daily[index] = before;
  }
}
