/** Prednisone equivalents by day, as far back as the courses of rituximab go: what change and pictures are read from. */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Treatments } from '../medication/intervals.js';
import { tidy } from '../quantity.js';
import type { Day } from '../time.js';
import { glucocorticoidSeries } from './series.js';
import { reescalatedFrom } from './taper.js';

/** Days on end with one dose; null where the record does not tell. */
interface DoseRun {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
  readonly milligrams: number | null;
}

export interface PrednisoneCurve {
  readonly onDay: (day: Day) => number | null;
  readonly runs: () => readonly DoseRun[];
  /** Whether the dose rose again once a taper had begun, or a pulse was given, after a day (H-A of C.3, ruling 9). */
  readonly reescalatedSince: (day: Day) => boolean;
}

export function prednisoneCurve(
  context: FactContext,
  body: Body,
  treatments: Treatments,
  firstDay0: Day,
): PrednisoneCurve {
  const { asOf, parameters } = context;
  const p = parameters.glucocorticoid;
  const wanted = asOf - firstDay0 + p.pictureBeforeDays.value;
  const length = Math.min(Math.max(wanted, p.seriesDays.value), p.pictureMaximumDays.value);
  const { low, high, today, pulses } = glucocorticoidSeries(context, body, treatments, length);
  const first = asOf - length;
  /** NaN where the record does not tell, or where two readings of the orders differ. */
  const rawOn = (day: Day): number => {
    if (day === asOf) return today ?? Number.NaN;
    const dose = low[day - first];
    return dose === undefined || dose !== high[day - first] ? Number.NaN : dose;
  };
  return {
    onDay: (day) => known(rawOn(day)),
    runs: () => runsOf(first, asOf, rawOn),
    // what only one of two readings of the orders says is not said
    reescalatedSince: (day) =>
      pulses.some((index) => first + index > day) ||
      (reescalatedFrom(low, day - first, p) && (high === low || reescalatedFrom(high, day - first, p))),
  };
}

const known = (milligrams: number): number | null => (Number.isNaN(milligrams) ? null : tidy(milligrams));

function runsOf(first: Day, last: Day, rawOn: (day: Day) => number): readonly DoseRun[] {
  const runs: DoseRun[] = [];
  let from = first;
  let milligrams = rawOn(first);
  for (let day = first; day <= last; day += 1) {
    const next = day < last ? rawOn(day + 1) : undefined;
    if (Object.is(next, milligrams)) continue;
    runs.push({ from, to: day, milligrams: known(milligrams) });
    from = day + 1;
    milligrams = next ?? Number.NaN;
  }
  return runs;
}
