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

/** How far a day is from what a date may mean, at most; a partial date counts by its farther end. */
const distanceTo = ({ on }: Reading, day: Day): number =>
  Math.max(Math.abs(on.earliest - day), Math.abs(on.latest - day));

/** Whether all that a date may mean lies in a window (terminology page 5.1.6). */
const liesIn = ({ on }: Reading, from: Day, to: Day): boolean => on.earliest >= from && on.latest <= to;

/** The value nearest to the target, within the window and close enough to the anchor; of two equally near the newer. */
function followUpOf(readings: readonly Reading[], point: Point, anchor: Day, span: number): Reading | undefined {
  let nearest: Reading | undefined;
  for (const reading of readings) {
    if (!liesIn(reading, point.from, point.to) || distanceTo(reading, anchor) > span) continue;
    if (!nearest || distanceTo(reading, point.target) < distanceTo(nearest, point.target)) nearest = reading;
  }
  return nearest;
}

/** The latest value of the window; one of a partial date only where no exact one may be as late. */
function baselineOf(readings: readonly Reading[], day0: Day, windowDays: number): Reading | undefined {
  let latest: Reading | undefined;
  for (const reading of readings) {
    if (!liesIn(reading, day0 - windowDays, day0)) continue;
    if (reading.on.earliest === reading.on.latest)
      return latest && latest.on.earliest > reading.on.latest ? latest : reading;
    latest ??= reading;
  }
  return latest;
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

  /** Pairs around a target week, on the best day of its window. */
  around(day0: Day, point: Point, enzyme: ValueSetId | undefined): Paired {
    return this.#paired(day0, point, anchorOf(this.#coreSet, point), enzyme);
  }

  /** Pairs of the newest reading, on its own day: an earlier visit close by lends it only what it lacks. */
  newest(day0: Day, enzyme: ValueSetId | undefined): Paired {
    const day = newestDay(this.#coreSet, day0, this.#p);
    const span = this.#p.coreSetSpanDays.value;
    const target = day ?? day0;
    const point = { target, from: Math.max(day0 + 1, target - span), to: target + span };
    return this.#paired(day0, point, day, enzyme);
  }

  /** `enzyme` is the one that an earlier reading of the course has fixed. */
  #paired(day0: Day, point: Point, anchor: Day | undefined, enzyme: ValueSetId | undefined): Paired {
    const { baselineWindowDays, coreSetSpanDays } = this.#p;
    const sides = this.#coreSet.map(({ track, readings }): Pair => ({
      track,
      baseline: baselineOf(readings, day0, baselineWindowDays.value),
      followUp: anchor === undefined ? undefined : followUpOf(readings, point, anchor, coreSetSpanDays.value),
    }));
    const pairs = MEASURES.flatMap((measure) => {
      const own = sides.filter(({ track }) => track.measure === measure);
      return (measure === 'muscle-enzyme' ? mostAbnormal(own, enzyme) : firstComparable(own)) ?? [];
    });
    const chosen = pairs.find(
      ({ track, baseline, followUp }) => track.measure === 'muscle-enzyme' && baseline && followUp,
    );
    return { anchor, baselineDay: this.#baselineDay(day0, pairs), pairs, enzyme: enzyme ?? chosen?.track.id };
  }

  /** The day of the visit before day 0; the latest of partial dates where no day is exact. */
  #baselineDay(day0: Day, pairs: readonly Pair[]): Day | undefined {
    const from = day0 - this.#p.baselineWindowDays.value;
    const visit = anchorOf(this.#coreSet, { target: day0, from, to: day0 });
    if (visit !== undefined) return visit;
    const days = pairs.flatMap(({ baseline }) => (baseline ? [baseline.on.latest] : []));
    return days.length === 0 ? undefined : Math.max(...days);
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

/**
 * The newest day after `day0` with a reading that the course can be judged by: strength, which decides by itself (D.2),
 * or several measures. Where only single measures were taken, the newest of those.
 */
function newestDay(coreSet: CoreSet, day0: Day, p: Parameters['response']): Day | undefined {
  const comparable = ({ readings }: TrackReadings): boolean =>
    baselineOf(readings, day0, p.baselineWindowDays.value) !== undefined;
  const judgeable = coreSet.filter((one) => one.track.measure !== 'muscle-enzyme' || comparable(one));
  const after = (tracks: CoreSet) => measuresByDay(tracks, day0 + 1, Number.POSITIVE_INFINITY);
  const byDay = after(judgeable);
  const strength = after(judgeable.filter((one) => one.track.measure === 'mmt8' && comparable(one)));
  const days = [...byDay.keys()].toSorted((a, b) => b - a);
  const isEnough = (measures: Iterable<MeasureId>): boolean => new Set(measures).size >= p.measuresOfAReading.value;
  const near = (day: Day): readonly Day[] =>
    days.filter((other) => other <= day && day - other <= p.coreSetSpanDays.value);
  return (
    days.find((day) => strength.has(day) || isEnough(byDay.get(day) ?? [])) ??
    days.find((day) => isEnough(near(day).flatMap((other) => [...(byDay.get(other) ?? [])]))) ??
    days[0]
  );
}
