/** Short courses that are no maintenance dose: pulses and premedication (clinical rules C.2 steps 3 and 4, ruling 9). */
import type { Parameters } from '../knowledge/parameters.js';
import type { Interval } from '../medication/interval.js';
import { segmentsOf } from '../medication/segments.js';
import { exceeds, reaches } from '../quantity.js';
import type { Day } from '../time.js';

export interface ShortCourses {
  /** Intervals that leave the series. */
  readonly setAside: ReadonlySet<Interval>;
  /** Days that are left without them. */
  readonly days: readonly Day[];
  /** Days of pulses that count for re-escalation. */
  readonly pulses: readonly Day[];
}

const NO_SHORT_COURSES: ShortCourses = { setAside: new Set(), days: [], pulses: [] };

/** mg of prednisone a day, or undefined. */
export type EquivalentOf = (interval: Interval) => number | undefined;

const lengthOf = ({ start, sureEnd }: Interval): number => sureEnd - start.latest + 1;

/** mg of prednisone by day, of short courses only; what two records tell of one drug counts once. */
function dosesByDay(short: readonly Interval[], equivalentOf: EquivalentOf): ReadonlyMap<Day, number> {
  const byDrug = new Map<string, Interval[]>();
  for (const interval of short) {
    const list = byDrug.get(interval.drug.id);
    if (list) list.push(interval);
    else byDrug.set(interval.drug.id, [interval]);
  }
  const byDay = new Map<Day, number>();
  for (const intervals of byDrug.values()) {
    const segments = segmentsOf(intervals, {
      doseOf: (interval) => {
        const equivalent = equivalentOf(interval);
        return equivalent === undefined ? undefined : { low: equivalent, high: equivalent, per: 'patient' };
      },
      disagrees: () => false,
      onDisagreement: () => undefined,
    });
    for (const { from, to, isSure, dose } of segments)
      if (isSure && dose) for (let day = from; day <= to; day += 1) byDay.set(day, (byDay.get(day) ?? 0) + dose.low);
  }
  return byDay;
}

function runAround(day: Day, holds: (day: Day) => boolean): number {
  let from = day;
  while (holds(from - 1)) from -= 1;
  let to = day;
  while (holds(to + 1)) to += 1;
  return to - from + 1;
}

/** `infusionDays` are those of rituximab; they are asked for only when something short is on file. */
export function shortCourses(
  scheduled: readonly Interval[],
  equivalentOf: EquivalentOf,
  infusionDays: () => readonly Day[],
  p: Parameters['glucocorticoid'],
): ShortCourses {
  const longest = p.pulseMaximumDays.value;
  const short = scheduled.filter((one) => one.decides && lengthOf(one) > 0 && lengthOf(one) <= longest);
  if (short.length === 0) return NO_SHORT_COURSES;
  const infusions = infusionDays();
  const byDay = dosesByDay(short, equivalentOf);
  const isHigh = (day: Day): boolean => reaches(byDay.get(day) ?? 0, p.pulseMinimum.value);
  const isPulse = (day: Day): boolean => isHigh(day) && runAround(day, isHigh) <= longest;
  const isPremedication = (day: Day): boolean =>
    !exceeds(byDay.get(day) ?? 0, p.premedicationMaximum.value) &&
    !byDay.has(day - 1) &&
    !byDay.has(day + 1) &&
    infusions.some((infusion) => Math.abs(infusion - day) <= p.premedicationWithinDays.value);
  const isPreparation = (day: Day): boolean =>
    infusions.some((infusion) => infusion >= day && infusion - day <= p.pulseBeforeRituximabDays.value);
  const days = [...byDay.keys()].filter((day) => isPulse(day) || isPremedication(day));
  const taken = new Set(days);
  const leaves = ({ start, sureEnd }: Interval): boolean => {
    for (let day = start.latest; day <= sureEnd; day += 1) if (!taken.has(day)) return false;
    return true;
  };
  return {
    setAside: new Set(short.filter(leaves)),
    days: days.toSorted((a, b) => a - b),
    pulses: days.filter((day) => isPulse(day) && !isPreparation(day)),
  };
}
