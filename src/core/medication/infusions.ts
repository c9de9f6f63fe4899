/** Doses on days of their own: what an interval says was infused, and when. */
import type { Day } from '../time.js';
import type { Amount } from './amount.js';
import type { Interval } from './interval.js';

export interface Infusion {
  readonly day: Day;
  readonly amount: Amount | undefined;
  /** Given for certain, and on this day. */
  readonly isSure: boolean;
  readonly interval: Interval;
}

/** A schedule of orders is expanded at most this far: no treatment has more infusions. */
const MOST_INFUSIONS = 1000;

/** The interval's own days, or the days its schedule names. */
export function infusionsOf(interval: Interval): readonly Infusion[] {
  const { occasions, timing, perOccasion, start, sureEnd, possibleEnd, decides, isUndated } = interval;
  if (isUndated) return [];
  const infusion = (day: Day, amount: Amount | undefined, isSure: boolean): Infusion => ({
    day,
    amount,
    isSure: isSure && decides,
    interval,
  });
  if (occasions.length > 0)
    return occasions.map(({ on, amount }) => infusion(on.latest, amount, on.earliest === on.latest));
  if (!timing) return [infusion(start.latest, perOccasion, sureEnd >= start.latest)];
  const step = Math.max(1, Math.round(timing.periodDays));
  const times = step === 1 ? timing.perDay : timing.frequency;
  const amount = perOccasion && { ...perOccasion, milligrams: perOccasion.milligrams * times };
  const infusions: Infusion[] = [];
  for (let day = start.latest; day <= possibleEnd && infusions.length < MOST_INFUSIONS; day += step)
    infusions.push(infusion(day, amount, day <= sureEnd));
  return infusions;
}
