/** Overlapping intervals of one drug as a sequence of days with one dose (terminology page 6.4). */
import type { Day } from '../time.js';
import { dosesBySource } from './combine.js';
import type { DoseOf, DoseReading } from './combine.js';
import type { Interval } from './interval.js';

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

const isSureOn = (interval: Interval, day: Day): boolean =>
  interval.decides && !interval.isAsNeeded && interval.start.latest <= day && day <= interval.sureEnd;

interface Disagreement {
  readonly trusted: Interval;
  readonly other: Interval;
}

/** How one interval is read, and who is told of two sources that give different doses for the same days. */
export interface DoseReader {
  readonly doseOf: DoseOf;
  readonly disagrees: (a: DoseReading, b: DoseReading) => boolean;
  readonly onDisagreement: (disagreement: Disagreement) => void;
}

/** Every day on which something may begin, or may be over. */
function edgesOf(intervals: readonly Interval[]): readonly Day[] {
  const edges = new Set<Day>();
  for (const { start, sureEnd, possibleEnd } of intervals) {
    edges.add(start.earliest);
    edges.add(start.latest);
    edges.add(Math.max(sureEnd + 1, start.earliest));
    edges.add(Math.max(possibleEnd + 1, start.earliest));
  }
  return [...edges].toSorted((a, b) => a - b);
}

/** Not by subtraction: an undated start is minus infinity. */
const byStart = (a: Interval, b: Interval): number =>
  a.start.earliest === b.start.earliest ? 0 : a.start.earliest < b.start.earliest ? -1 : 1;

/** Segments in rising order, without overlap; days without treatment are not in them. */
export function segmentsOf(intervals: readonly Interval[], reader: DoseReader): readonly Segment[] {
  const days = edgesOf(intervals);
  const waiting = intervals.toSorted(byStart);
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
    segments.push({ from, to, isSure, dose: doseOn(active, from, reader), intervals: active });
  }
  return segments;
}

/** What is taken as needed says nothing about the dose beside what is scheduled. */
function scheduled(intervals: readonly Interval[]): readonly Interval[] {
  const kept = intervals.filter(({ isAsNeeded }) => !isAsNeeded);
  return kept.length > 0 ? kept : intervals;
}

function doseOn(
  active: readonly Interval[],
  day: Day,
  { doseOf, disagrees, onDisagreement }: DoseReader,
): DoseReading | undefined {
  const sure = active.filter((interval) => isSureOn(interval, day));
  const candidates = sure.length > 0 ? sure : scheduled(active);
  if (candidates.length === 1) return candidates[0] && doseOf(candidates[0]);
  const [trusted, ...others] = dosesBySource(candidates, doseOf, 0);
  for (const { dose, intervals } of others) {
    const [first, other] = [trusted?.intervals[0], intervals[0]];
    if (first && other && trusted && disagrees(trusted.dose, dose)) onDisagreement({ trusted: first, other });
  }
  return trusted?.dose;
}
