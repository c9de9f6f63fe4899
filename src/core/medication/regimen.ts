/**
 * Overlapping intervals of one drug as a sequence of days with one dose (terminology page 6.4): higher trust speaks,
 * renewals unite, what was started together adds up, and a later order replaces an earlier one. Where the record leaves
 * open whether two orders add up, both readings are kept.
 */
import type { MedicationResource } from '../record/record.js';
import type { Day } from '../time.js';
import type { Interval } from './interval.js';

/** Dose a day in mg of the agent's reference drug; `high` is infinite when a part of it is unknown. */
export interface DoseReading {
  readonly low: number;
  readonly high: number;
}

export interface Segment {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
  /** Treated for certain. */
  readonly isSure: boolean;
  /** Undefined when no dose is known. */
  readonly dose: DoseReading | undefined;
  readonly intervals: readonly Interval[];
}

const TRUST: readonly MedicationResource[] = [
  'MedicationAdministration',
  'MedicationDispense',
  'MedicationStatement',
  'MedicationRequest',
];

/** mg a day of one interval as [low, high], or undefined. */
export type DoseOf = (interval: Interval) => DoseReading | undefined;

const isSureOn = (interval: Interval, day: Day): boolean =>
  interval.decides && interval.start.latest <= day && day <= interval.sureEnd;

const startsTogether = (a: Interval, b: Interval): boolean => a.start.latest === b.start.latest;

/** Intervals of one source that hold on a day, as one dose. */
function combine(intervals: readonly Interval[], doseOf: DoseOf): DoseReading | undefined {
  const ordered = intervals.toSorted((a, b) => b.start.latest - a.start.latest || (a.reference < b.reference ? -1 : 1));
  const counted: { interval: Interval; dose: DoseReading | undefined }[] = [];
  let extra = 0;
  for (const interval of ordered) {
    const dose = doseOf(interval);
    const isAdministration = interval.source === 'MedicationAdministration';
    const same = counted.find(
      (one) =>
        !isAdministration &&
        one.dose?.low === dose?.low &&
        (one.interval.product === interval.product || !startsTogether(one.interval, interval)),
    );
    if (same) continue;
    const newest = counted[0]?.interval;
    if (newest && !isAdministration && !startsTogether(newest, interval)) {
      const isReplaced =
        !interval.isActive || !newest.isActive || counted.some((one) => one.interval.replaces === interval.reference);
      if (!isReplaced) extra += dose?.high ?? Number.POSITIVE_INFINITY;
      continue;
    }
    counted.push({ interval, dose });
  }
  const known = counted.filter(({ dose }) => dose !== undefined);
  if (known.length === 0) return undefined;
  const low = known.reduce((sum, { dose }) => sum + (dose?.low ?? 0), 0);
  const high = counted.reduce((sum, { dose }) => sum + (dose?.high ?? Number.POSITIVE_INFINITY), extra);
  return { low, high };
}

export interface Disagreement {
  readonly trusted: Interval;
  readonly other: Interval;
}

/**
 * Segments in rising order, without overlap; days without treatment are not in them. `onDisagreement` is told of two
 * sources that give different doses for the same days.
 */
export function segmentsOf(
  intervals: readonly Interval[],
  doseOf: DoseOf,
  disagrees: (a: DoseReading, b: DoseReading) => boolean,
  onDisagreement: (disagreement: Disagreement) => void,
): readonly Segment[] {
  const edges = new Set<Day>();
  for (const { start, sureEnd, possibleEnd } of intervals) {
    edges.add(start.earliest);
    edges.add(start.latest);
    edges.add(Math.max(sureEnd + 1, start.earliest));
    edges.add(Math.max(possibleEnd + 1, start.earliest));
  }
  const days = [...edges].toSorted((a, b) => a - b);
  const waiting = intervals.toSorted((a, b) => a.start.earliest - b.start.earliest);
  const segments: Segment[] = [];
  let active: readonly Interval[] = [];
  let next = 0;
  for (const [index, from] of days.entries()) {
    const to = (days[index + 1] ?? from) - 1;
    for (let one = waiting[next]; one && one.start.earliest <= from; one = waiting[next]) {
      // a new list: the old one belongs to the segment before
      active = [...active, one];
      next += 1;
    }
    active = active.filter(({ possibleEnd }) => possibleEnd >= from);
    if (active.length === 0 || to < from) continue;
    const isSure = active.some((interval) => isSureOn(interval, from));
    segments.push({
      from,
      to,
      isSure,
      dose: doseOn(active, from, doseOf, disagrees, onDisagreement),
      intervals: active,
    });
  }
  return segments;
}

function doseOn(
  active: readonly Interval[],
  day: Day,
  doseOf: DoseOf,
  disagrees: (a: DoseReading, b: DoseReading) => boolean,
  onDisagreement: (disagreement: Disagreement) => void,
): DoseReading | undefined {
  const sure = active.filter((interval) => isSureOn(interval, day));
  const candidates = sure.length > 0 ? sure : active;
  if (candidates.length === 1) return candidates[0] && doseOf(candidates[0]);
  let trusted: { readonly dose: DoseReading; readonly interval: Interval } | undefined;
  for (const source of TRUST) {
    const ofSource = candidates.filter((interval) => interval.source === source);
    const first = ofSource[0];
    const dose = first && combine(ofSource, doseOf);
    if (!first || !dose) continue;
    if (!trusted) trusted = { dose, interval: first };
    else if (disagrees(trusted.dose, dose)) onDisagreement({ trusted: trusted.interval, other: first });
  }
  return trusted?.dose;
}
