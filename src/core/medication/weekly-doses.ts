/**
 * Single doses of a drug that is taken once a week, as weeks of treatment (clinical rules B.2 step 3): each dose stands
 * for seven days, doses given within half a week are one split dose.
 */
import type { Day } from '../time.js';
import { isGiven } from './interval.js';
import type { Interval } from './interval.js';

const DAYS_A_WEEK = 7;

const isSingleDose = (interval: Interval): boolean =>
  interval.drug.weeklyOnly === true && isGiven(interval) && !interval.isUndated;

/** Days on which a week begins: the first dose, and each one nearer to the next week than to its own. */
function weekStarts(doses: readonly Interval[]): readonly Day[] {
  const starts: Day[] = [];
  for (const { start } of doses) {
    const current = starts.at(-1);
    if (current === undefined || start.latest - current > DAYS_A_WEEK / 2) starts.push(start.latest);
  }
  return starts;
}

function inWeek(dose: Interval, from: Day, next: Day | undefined): Interval {
  const to = Math.min(from + DAYS_A_WEEK - 1, (next ?? Number.POSITIVE_INFINITY) - 1);
  return {
    ...dose,
    start: { earliest: Math.min(from, dose.start.earliest), latest: from },
    sureEnd: dose.sureEnd < dose.start.latest ? from - 1 : to,
    possibleEnd: Math.max(to, dose.possibleEnd),
    dose: dose.dose && { ...dose.dose, milligrams: dose.dose.milligrams / DAYS_A_WEEK },
  };
}

function weeksOf(doses: readonly Interval[]): readonly Interval[] {
  const ordered = doses.toSorted((a, b) => a.start.latest - b.start.latest || (a.reference < b.reference ? -1 : 1));
  const starts = weekStarts(ordered);
  let week = 0;
  return ordered.map((dose) => {
    while ((starts[week + 1] ?? Number.POSITIVE_INFINITY) <= dose.start.latest) week += 1;
    return inWeek(dose, starts[week] ?? dose.start.latest, starts[week + 1]);
  });
}

export function inWeeks(intervals: readonly Interval[]): readonly Interval[] {
  if (!intervals.some(isSingleDose)) return intervals;
  const kept: Interval[] = [];
  const byDrug = new Map<string, Interval[]>();
  for (const interval of intervals) {
    const doses = byDrug.get(interval.drug.id);
    if (!isSingleDose(interval)) kept.push(interval);
    else if (doses) doses.push(interval);
    else byDrug.set(interval.drug.id, [interval]);
  }
  return [...kept, ...[...byDrug.values()].flatMap((doses) => weeksOf(doses))];
}
