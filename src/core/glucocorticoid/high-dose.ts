/** How long the dose was high (clinical rules R-27): days that are certain and days that are possible (ruling 7). */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import { reaches } from '../quantity.js';
import type { Day } from '../time.js';
import type { GlucocorticoidSeries } from './series.js';

export interface HighDoseDays {
  readonly sure: number;
  readonly possible: number;
}

/** From when a dose of so much is high: for certain, and at the lightest weight the patient may have had. */
interface Limits {
  readonly sure: number;
  readonly possible: number;
}

function limitsAt(day: Day, { parameters, asOf }: FactContext, body: Body): Limits {
  const perKilogram = parameters.glucocorticoid.highDosePerKilogram.value;
  const weight = (body.weightAt(day) ?? body.weightAt(asOf))?.value;
  const { heaviestAssumedKilograms: heaviest, lightestAssumedKilograms: lightest } = parameters.exposure;
  return {
    sure: perKilogram * (weight ?? heaviest.value),
    possible: perKilogram * (weight ?? lightest.value),
  };
}

/** Longest runs of a series that begins on `first`, weighed anew at the start of each order. */
export function highDoseDays(
  context: FactContext,
  body: Body,
  { low, high, intervals }: Pick<GlucocorticoidSeries, 'low' | 'high' | 'intervals'>,
  first: Day,
): HighDoseDays {
  const starts = [...new Set(intervals.map(({ start }) => start.latest))].toSorted((a, b) => a - b);
  const [begin] = starts;
  if (begin === undefined) return { sure: 0, possible: 0 };
  const longest = { sure: 0, possible: 0 };
  let limits = limitsAt(begin, context, body);
  let [sure, possible, next] = [0, 0, 1];
  let [isSure, isPossible, least, most] = [false, false, -1, -1];
  for (let index = Math.max(0, begin - first); index < low.length; index += 1) {
    const weighedAnew = next;
    for (let start = starts[next]; start !== undefined && start <= first + index; start = starts[next]) {
      limits = limitsAt(start, context, body);
      next += 1;
    }
    // most days are like the day before, so only a change is judged anew
    if (low[index] !== least || high[index] !== most || next !== weighedAnew) {
      least = low[index] ?? Number.NaN;
      most = high[index] ?? Number.NaN;
      isSure = reaches(least, limits.sure);
      isPossible = Number.isNaN(most) || reaches(most, limits.possible);
    }
    sure = isSure ? sure + 1 : 0;
    possible = isPossible ? possible + 1 : 0;
    if (sure > longest.sure) longest.sure = sure;
    if (possible > longest.possible) longest.possible = possible;
  }
  return longest;
}
