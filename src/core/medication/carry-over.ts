/** Stock left over when the next supply is handed out lasts on (terminology page 6.5): at most one supply length. */
import type { Day } from '../time.js';
import type { Interval } from './interval.js';
import { regimenOf } from './regimen-of.js';

const isFill = (interval: Interval): boolean =>
  interval.source === 'MedicationDispense' &&
  interval.sureEnd >= interval.start.latest &&
  regimenOf(interval)?.kind !== 'cycle';

/** What is the same medicine at the same dose: only its stock carries over. */
const stockOf = ({ drug, product, dose, step }: Interval): string =>
  `${drug.id}|${product}|${dose?.milligrams ?? '?'}|${dose?.per ?? ''}|${step}`;

/** Intervals with the ends of dispenses moved by what was left of the fill before. */
export function carryOver(intervals: readonly Interval[]): readonly Interval[] {
  const fills = intervals.filter(isFill);
  if (fills.length < 2) return intervals;
  const lastDay = new Map<string, Day>();
  const moved = new Map<Interval, Interval>();
  for (const fill of fills.toSorted(
    (a, b) => a.start.latest - b.start.latest || (a.reference < b.reference ? -1 : 1),
  )) {
    const stock = stockOf(fill);
    const supply = fill.sureEnd - fill.start.latest + 1;
    const left = (lastDay.get(stock) ?? Number.NEGATIVE_INFINITY) - fill.start.latest + 1;
    const shift = Math.min(Math.max(0, left), supply);
    lastDay.set(stock, Math.max(fill.sureEnd + shift, lastDay.get(stock) ?? fill.sureEnd));
    if (shift > 0) moved.set(fill, { ...fill, sureEnd: fill.sureEnd + shift, possibleEnd: fill.possibleEnd + shift });
  }
  return moved.size === 0 ? intervals : intervals.map((interval) => moved.get(interval) ?? interval);
}
