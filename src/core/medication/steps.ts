/**
 * Dosages as the steps of an order (terminology page 5.4): equal or missing sequence numbers hold together, different
 * ones follow each other. Each part of a step keeps bounds of its own, so that doses add up only where they overlap.
 */
import { tidy } from '../quantity.js';
import type { Day, DayRange } from '../time.js';
import type { Amount } from './amount.js';
import type { Bounds, Dosage, Timing } from './dosage.js';
import type { DailyDose } from './interval.js';
import { lastDayOf, never } from './span.js';
import type { Span } from './span.js';

/** Dosages of one step with the same bounds and rhythm. */
export interface Part {
  readonly bounds: Bounds;
  readonly dose: DailyDose | undefined;
  readonly problem: string | undefined;
  readonly timing: Timing | undefined;
  readonly perOccasion: Amount | undefined;
  readonly isAsNeeded: boolean;
}

export type Step = readonly Part[];

const NO_DOSAGE: Part = {
  bounds: { isReversed: false },
  dose: undefined,
  problem: 'no dose on file',
  timing: undefined,
  perOccasion: undefined,
  isAsNeeded: false,
};

function partOf({ amount, timing, bounds, problem, isAsNeeded }: Dosage): Part {
  const dose =
    problem === undefined && amount && timing
      ? { milligrams: amount.milligrams * timing.perDay, per: amount.per }
      : undefined;
  return {
    bounds,
    dose,
    problem: dose ? undefined : (problem ?? 'dose not known'),
    timing,
    perOccasion: amount,
    isAsNeeded,
  };
}

const isSameDay = (a: DayRange | undefined, b: DayRange | undefined): boolean =>
  a?.earliest === b?.earliest && a?.latest === b?.latest;

const hasSameBounds = (a: Bounds, b: Bounds): boolean =>
  isSameDay(a.start, b.start) &&
  isSameDay(a.end, b.end) &&
  a.durationDays === b.durationDays &&
  a.longestDays === b.longestDays;

const hasSameRhythm = (a: Timing, b: Timing): boolean =>
  a.periodDays === b.periodDays && a.frequency === b.frequency && a.isWeekly === b.isWeekly;

/** Two parts that are one: what is taken on one occasion adds up. Undefined when they differ in more than the amount. */
function united(a: Part, b: Part): Part | undefined {
  const { dose, timing, perOccasion } = a;
  if (!dose || !timing || !perOccasion || !b.dose || !b.timing || !b.perOccasion) return undefined;
  if (dose.per !== b.dose.per || !hasSameBounds(a.bounds, b.bounds) || !hasSameRhythm(timing, b.timing))
    return undefined;
  const { at, ...rhythm } = timing;
  return {
    ...a,
    dose: { milligrams: tidy(dose.milligrams + b.dose.milligrams), per: dose.per },
    timing: at === undefined || at !== b.timing.at ? rhythm : timing,
    perOccasion: { milligrams: tidy(perOccasion.milligrams + b.perOccasion.milligrams), per: perOccasion.per },
  };
}

/** What is taken as needed does not count beside what is scheduled. */
function scheduledOnly(dosages: readonly Dosage[]): readonly Dosage[] {
  const scheduled = dosages.filter(({ isAsNeeded }) => !isAsNeeded);
  return scheduled.length > 0 ? scheduled : dosages;
}

export function stepsOf(dosages: readonly Dosage[]): readonly Step[] {
  const steps = new Map<number, Part[]>();
  for (const dosage of scheduledOnly(dosages)) {
    const key = dosage.sequence ?? 0;
    const parts = steps.get(key) ?? [];
    steps.set(key, parts);
    const part = partOf(dosage);
    const index = parts.findIndex((one) => united(one, part) !== undefined);
    const other = parts[index];
    const both = other && united(other, part);
    if (both) parts[index] = both;
    else parts.push(part);
  }
  if (steps.size === 0) return [[NO_DOSAGE]];
  return [...steps.entries()].toSorted(([a], [b]) => a - b).map(([, parts]) => parts);
}

/** Dose a day of a whole step; undefined when a part is unknown or counted in another unit. */
export function doseOfStep(step: Step | undefined): DailyDose | undefined {
  let sum: DailyDose | undefined;
  for (const { dose } of step ?? []) {
    if (!dose || (sum && sum.per !== dose.per)) return undefined;
    sum = { milligrams: (sum?.milligrams ?? 0) + dose.milligrams, per: dose.per };
  }
  return sum;
}

/** The first of the starts that parts give of their own. */
export function statedStart(parts: Iterable<Part>): DayRange | undefined {
  let first: DayRange | undefined;
  for (const { bounds } of parts)
    if (bounds.start && !(first && first.earliest <= bounds.start.earliest)) first = bounds.start;
  return first;
}

interface End {
  readonly sure: Day;
  readonly possible: Day;
}

function endOf({ end, durationDays, longestDays }: Bounds, start: DayRange): End | undefined {
  if (end) return { sure: end.earliest, possible: end.latest };
  return durationDays === undefined
    ? undefined
    : {
        sure: lastDayOf(start.earliest, durationDays),
        possible: lastDayOf(start.latest, longestDays ?? durationDays),
      };
}

interface LaidStep {
  readonly start: DayRange;
  /** Undefined when the record does not say how long the step runs. */
  readonly end: End | undefined;
}

function laidStep(step: Step, start: DayRange, nextStart: DayRange | undefined): LaidStep {
  const ends = step.map(({ bounds }) => endOf(bounds, bounds.start ?? start));
  const known = ends.filter((end) => end !== undefined);
  if (known.length < ends.length)
    return { start, end: nextStart && { sure: nextStart.earliest - 1, possible: nextStart.latest - 1 } };
  const sure = Math.max(...known.map((end) => end.sure));
  const possible = Math.max(...known.map((end) => end.possible));
  // where a step overlaps the next at the boundary, the later step wins
  const latest = nextStart ? nextStart.latest - 1 : Number.POSITIVE_INFINITY;
  return { start, end: { sure: Math.min(sure, latest), possible: Math.min(possible, latest) } };
}

/** Steps one after the other from `start`; after a step of unknown length the next may begin on any later day. */
export function layOut(steps: readonly Step[], start: DayRange, asOf: Day): readonly LaidStep[] {
  let cursor = start;
  return steps.map((step, index) => {
    const laid = laidStep(step, statedStart(step) ?? cursor, statedStart(steps[index + 1] ?? []));
    const { end } = laid;
    cursor = end
      ? { earliest: end.sure + 1, latest: end.possible + 1 }
      : { earliest: laid.start.latest + 1, latest: Math.max(asOf, laid.start.latest + 1) };
    return laid;
  });
}

export interface LaidPart {
  readonly part: Part;
  readonly step: number;
  readonly span: Span;
}

/** Every part with the days on which it holds, inside the days of the order as a whole. */
export function spansOfParts(steps: readonly Step[], whole: Span, asOf: Day): readonly LaidPart[] {
  const only = steps.length === 1 && steps[0]?.length === 1 ? steps[0][0] : undefined;
  if (only || whole.isUndated === true)
    return steps.flatMap((step, index) => step.map((part) => ({ part, step: index, span: whole })));
  return layOut(steps, whole.start, asOf).flatMap((laid, index) => {
    const isLast = index === steps.length - 1;
    const open: End = { sure: isLast ? whole.sureEnd : never(laid.start), possible: whole.possibleEnd };
    const limit = laid.end ?? open;
    return (steps[index] ?? []).map((part) => {
      const start = part.bounds.start ?? laid.start;
      const end = endOf(part.bounds, start) ?? limit;
      return {
        part,
        step: index,
        span: {
          start,
          sureEnd: Math.min(end.sure, limit.sure, whole.sureEnd),
          possibleEnd: Math.min(end.possible, limit.possible, whole.possibleEnd),
        },
      };
    });
  });
}
