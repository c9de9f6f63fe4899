/** Which readings are compared (D.1, ruling 13): baseline before day 0, follow-up around one anchor day. */
import type { MeasureId } from '../assessment.js';
import type { Reading } from '../facts/readings.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { Parameters } from '../knowledge/parameters.js';
import { tidy } from '../quantity.js';
import type { Day } from '../time.js';
import { measuresByDay } from './core-set.js';
import type { CoreSet, Track, TrackReadings } from './core-set.js';

/** One measure as it stands on both sides; a side that was not found is undefined. */
export interface Pair {
  readonly track: Track;
  readonly baseline: Reading | undefined;
  readonly followUp: Reading | undefined;
  /** Tracks with a reading on one side only, where the sides do not match. */
  readonly mismatch?: string;
}

/** Where a follow-up is looked for. */
export interface Point {
  readonly target: Day;
  readonly from: Day;
  readonly to: Day;
}

export interface Paired {
  readonly anchor: Day | undefined;
  readonly baselineDay: Day | undefined;
  readonly pairs: readonly Pair[];
  /** The enzyme that was compared; it stays the same for the whole course (AMB-11). */
  readonly enzyme: ValueSetId | undefined;
}

const MEASURES: readonly MeasureId[] = [
  'mmt8',
  'physician-global',
  'patient-global',
  'haq-di',
  'muscle-enzyme',
  'extramuscular-global',
];

/** Of the days with most measures the one nearest to the target; of two equally near the later. */
function anchorOf(coreSet: CoreSet, { target, from, to }: Point): Day | undefined {
  let anchor: { readonly day: Day; readonly measures: number } | undefined;
  for (const [day, { size }] of measuresByDay(coreSet, from, to)) {
    const distance = Math.abs(day - target);
    const known = anchor && Math.abs(anchor.day - target);
    const isBetter =
      anchor === undefined ||
      known === undefined ||
      size > anchor.measures ||
      (size === anchor.measures && (distance < known || (distance === known && day > anchor.day)));
    if (isBetter) anchor = { day, measures: size };
  }
  return anchor?.day;
}

/** The value nearest to the target, within the window and close enough to the anchor; of two equally near the newer. */
function followUpOf(readings: readonly Reading[], point: Point, anchor: Day, span: number): Reading | undefined {
  let nearest: Reading | undefined;
  for (const reading of readings) {
    const day = reading.on.latest;
    if (day < point.from || day > point.to || Math.abs(day - anchor) > span) continue;
    if (!nearest || Math.abs(day - point.target) < Math.abs(nearest.on.latest - point.target)) nearest = reading;
  }
  return nearest;
}

function baselineOf(readings: readonly Reading[], day0: Day, windowDays: number): Reading | undefined {
  return readings.find(({ on }) => on.latest <= day0 && on.latest >= day0 - windowDays);
}

/** Multiple of its own upper limit, by which the most abnormal enzyme is chosen. */
function multipleOf({ value, upperLimit }: Reading): number {
  return upperLimit === undefined ? 0 : tidy(value / upperLimit);
}

export class Pairing {
  readonly #coreSet: CoreSet;
  readonly #p: Parameters['response'];

  constructor(coreSet: CoreSet, p: Parameters['response']) {
    this.#coreSet = coreSet;
    this.#p = p;
  }

  /** Pairs of one reading; `enzyme` is the one that an earlier reading of the course has fixed. */
  at(day0: Day, point: Point, enzyme: ValueSetId | undefined): Paired {
    const { baselineWindowDays, coreSetSpanDays } = this.#p;
    const anchor = anchorOf(this.#coreSet, point);
    const sides = this.#coreSet.map(({ track, readings }): Pair => ({
      track,
      baseline: baselineOf(readings, day0, baselineWindowDays.value),
      followUp: anchor === undefined ? undefined : followUpOf(readings, point, anchor, coreSetSpanDays.value),
    }));
    const baselinePoint = { target: day0, from: day0 - baselineWindowDays.value, to: day0 };
    const pairs = MEASURES.flatMap((measure) => {
      const own = sides.filter(({ track }) => track.measure === measure);
      return (measure === 'muscle-enzyme' ? mostAbnormal(own, enzyme) : firstComparable(own)) ?? [];
    });
    const chosen = pairs.find(
      ({ track, baseline, followUp }) => track.measure === 'muscle-enzyme' && baseline && followUp,
    );
    return { anchor, baselineDay: anchorOf(this.#coreSet, baselinePoint), pairs, enzyme: enzyme ?? chosen?.track.id };
  }
}

/** The first track that has both sides; else what there is, with the mismatch named. */
function firstComparable(tracks: readonly Pair[]): Pair | undefined {
  const whole = tracks.find(({ baseline, followUp }) => baseline && followUp);
  if (whole) return whole;
  const before = tracks.find(({ baseline }) => baseline);
  const after = tracks.find(({ followUp }) => followUp);
  if (!before || !after) return before ?? after ?? tracks[0];
  return {
    ...before,
    mismatch: `${before.track.label} at baseline, ${after.track.label} at follow-up: not comparable`,
  };
}

/** The enzyme with the highest baseline multiple among those known on both sides, unless it is fixed already. */
function mostAbnormal(tracks: readonly Pair[], fixed: ValueSetId | undefined): Pair | undefined {
  if (fixed !== undefined) return tracks.find(({ track }) => track.id === fixed);
  const byMultiple = tracks
    .filter(({ baseline }) => baseline)
    .toSorted((a, b) => (b.baseline ? multipleOf(b.baseline) : 0) - (a.baseline ? multipleOf(a.baseline) : 0));
  return byMultiple.find(({ followUp }) => followUp) ?? byMultiple[0] ?? firstComparable(tracks);
}

/** One measure alone is a laboratory value or a message, no visit; two make a reading. */
const MEASURES_OF_A_READING = 2;

/**
 * The newest day after `day0` with a reading that the course can be judged by; where only single measures were taken,
 * the newest of those.
 */
export function newestDay(coreSet: CoreSet, day0: Day, p: Parameters['response']): Day | undefined {
  const judgeable = coreSet.filter(
    ({ track, readings }: TrackReadings) =>
      track.measure !== 'muscle-enzyme' || baselineOf(readings, day0, p.baselineWindowDays.value) !== undefined,
  );
  const byDay = measuresByDay(judgeable, day0 + 1, Number.POSITIVE_INFINITY);
  const days = [...byDay.keys()].toSorted((a, b) => b - a);
  const reading = days.find((day) => {
    const near = days.filter((other) => other <= day && day - other <= p.coreSetSpanDays.value);
    return new Set(near.flatMap((other) => [...(byDay.get(other) ?? [])])).size >= MEASURES_OF_A_READING;
  });
  return reading ?? days[0];
}
