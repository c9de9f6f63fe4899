/**
 * Overlapping records of one drug as one dose (terminology pages 5.5 and 6.4): the most trusted source speaks, renewals
 * unite, what was started together adds up, and a later order replaces an earlier one. Where the record leaves open
 * whether two orders add up, both readings are kept.
 */
import type { Day } from '../time.js';
import { isGiven } from './interval.js';
import type { ExposureSource, Interval } from './interval.js';

/** A dose in mg of the agent's reference drug; `high` is infinite when a part of it is unknown. */
export interface DoseReading {
  readonly low: number;
  readonly high: number;
  /** Per kilogram where no weight is on file to multiply with. */
  readonly per: 'patient' | 'kilogram';
}

/** The dose of one interval, or undefined. */
export type DoseOf = (interval: Interval) => DoseReading | undefined;

export const TRUST: readonly ExposureSource[] = [
  'MedicationAdministration',
  'Immunization',
  'MedicationDispense',
  'MedicationStatement',
  'MedicationRequest',
];

/** An order as far as it holds now; an administration is one of its own. */
interface Held {
  readonly interval: Interval;
  readonly dose: DoseReading | undefined;
}

function newestFirst(a: Interval, b: Interval): number {
  if (a.start.latest !== b.start.latest) return b.start.latest - a.start.latest;
  if (a.reference !== b.reference) return a.reference < b.reference ? -1 : 1;
  return b.step - a.step;
}

/** A sum; undefined when a part is unknown or counted in another unit. */
function sumOf(doses: Iterable<DoseReading | undefined>): DoseReading | undefined {
  let sum: DoseReading | undefined;
  for (const dose of doses) {
    if (!dose || (sum && sum.per !== dose.per)) return undefined;
    sum = sum ? { low: sum.low + dose.low, high: sum.high + dose.high, per: dose.per } : dose;
  }
  return sum;
}

/** Parts of one step add up; of two steps that may hold at once either may be the one. */
function doseOfOrder(parts: readonly Interval[], doseOf: DoseOf): DoseReading | undefined {
  const steps = [...new Set(parts.map(({ step }) => step))].map((step) =>
    sumOf(parts.filter((part) => part.step === step).map(doseOf)),
  );
  const [first, ...rest] = steps;
  return rest.reduce(
    (one, other) =>
      one && other && one.per === other.per
        ? { low: Math.min(one.low, other.low), high: Math.max(one.high, other.high), per: one.per }
        : undefined,
    first,
  );
}

function ordersOf(intervals: readonly Interval[], doseOf: DoseOf): readonly Held[] {
  const byReference = new Map<string, Interval[]>();
  for (const interval of intervals) {
    const parts = byReference.get(interval.reference);
    if (parts) parts.push(interval);
    else byReference.set(interval.reference, [interval]);
  }
  const held: Held[] = [];
  for (const parts of byReference.values()) {
    const [interval] = parts;
    if (interval) held.push({ interval, dose: parts.length === 1 ? doseOf(interval) : doseOfOrder(parts, doseOf) });
  }
  return held;
}

const isSameDose = (a: DoseReading | undefined, b: DoseReading | undefined): boolean =>
  a?.low === b?.low && a?.per === b?.per;

/** A morning and an evening dose are two, however much else is alike. */
function isAtAnotherTime({ timing: a }: Interval, { timing: b }: Interval): boolean {
  return a?.at !== undefined && b?.at !== undefined && a.at !== b.at;
}

/** The same treatment written down twice: a copy of the same day, or a renewal of the same dose. */
function isRepeat(one: Held, other: Held, togetherWithin: number): boolean {
  if (!isSameDose(one.dose, other.dose) || isAtAnotherTime(one.interval, other.interval)) return false;
  const apart = Math.abs(one.interval.start.latest - other.interval.start.latest);
  return apart === 0 ? one.interval.product === other.interval.product : apart > togetherWithin;
}

/** Intervals of one source that hold at the same time: single doses add up; of orders, what began at most `togetherWithin` days apart began together. */
function combine(intervals: readonly Interval[], doseOf: DoseOf, togetherWithin: Day): DoseReading | undefined {
  const [only] = intervals;
  if (!only) return undefined;
  if (intervals.length === 1) return doseOf(only);
  if (isGiven(only)) return totalOf(intervals.map(doseOf), 0);
  const counted: Held[] = [];
  let extra = 0;
  for (const order of ordersOf(intervals.toSorted(newestFirst), doseOf)) {
    const { interval, dose } = order;
    if (counted.some((one) => isRepeat(one, order, togetherWithin))) continue;
    const newest = counted[0]?.interval;
    if (newest && newest.start.latest - interval.start.latest > togetherWithin) {
      const isReplaced =
        !interval.isActive || !newest.isActive || counted.some((one) => one.interval.replaces === interval.reference);
      if (!isReplaced) extra += dose?.high ?? Number.POSITIVE_INFINITY;
      continue;
    }
    counted.push(order);
  }
  return totalOf(
    counted.map(({ dose }) => dose),
    extra,
  );
}

/** What is known is the least of it; what is not leaves the most open. Undefined when nothing is known. */
function totalOf(doses: readonly (DoseReading | undefined)[], extra: number): DoseReading | undefined {
  const known = doses.filter((dose) => dose !== undefined);
  const sum = sumOf(known);
  return sum && { ...sum, high: known.length === doses.length ? sum.high + extra : Number.POSITIVE_INFINITY };
}

/** What one source says of the dose. */
export interface SourceDose {
  readonly dose: DoseReading;
  readonly intervals: readonly Interval[];
}

/** What the sources say, the most trusted first; without those that do not know the dose. */
export function dosesBySource(
  intervals: readonly Interval[],
  doseOf: DoseOf,
  togetherWithin: number,
): readonly SourceDose[] {
  const found: SourceDose[] = [];
  let left = intervals.length;
  for (const source of TRUST) {
    if (left === 0) break;
    const own = intervals.filter((interval) => interval.source === source);
    if (own.length === 0) continue;
    left -= own.length;
    const dose = combine(own, doseOf, togetherWithin);
    if (dose) found.push({ dose, intervals: own });
  }
  return found;
}
