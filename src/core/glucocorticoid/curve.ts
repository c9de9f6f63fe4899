/** Prednisone equivalents by day, as far back as the courses of rituximab go: what change and pictures are read from. */
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
  /** Whether the dose rose again, on or after a day, once a taper had begun (H-A of C.3). */
  readonly reescalatedSince: (day: Day) => boolean;
}

export function prednisoneCurve(context: FactContext, treatments: Treatments, firstDay0: Day): PrednisoneCurve {
  const { asOf, parameters } = context;
  const p = parameters.glucocorticoid;
  const wanted = asOf - firstDay0 + p.pictureBeforeDays.value;
  const length = Math.min(Math.max(wanted, p.seriesDays.value), p.pictureMaximumDays.value);
  const { low, high, today } = glucocorticoidSeries(context, treatments, length);
  const first = asOf - length;
  const onDay = (day: Day): number | null => {
    if (day === asOf) return today === undefined ? null : tidy(today);
    const dose = low[day - first];
    return dose === undefined || Number.isNaN(dose) || dose !== high[day - first] ? null : tidy(dose);
  };
  return {
    onDay,
    runs: () => runsOf(first, asOf, onDay),
    // what only one of two readings of the orders says is not said
    reescalatedSince: (day) =>
      reescalatedFrom(low, day - first, p) && (high === low || reescalatedFrom(high, day - first, p)),
  };
}

function runsOf(first: Day, last: Day, onDay: (day: Day) => number | null): readonly DoseRun[] {
  const runs: DoseRun[] = [];
  let from = first;
  for (let day = first; day <= last; day += 1) {
    const milligrams = onDay(day);
    if (day < last && onDay(day + 1) === milligrams) continue;
    runs.push({ from, to: day, milligrams });
    from = day + 1;
  }
  return runs;
}
