/** The series of an assessment after rituximab: what was read once for the verdicts, in the order of time. */
import type { Series } from './assessment.js';
import type { PrednisoneCurve } from './glucocorticoid/curve.js';
import type { JudgedTrial } from './medication/trials.js';
import type { CoreSet } from './response/core-set.js';
import type { RituximabHistory } from './rituximab/courses.js';
import { formatDay, formatRange } from './time.js';
import type { Day } from './time.js';

interface SeriesInput {
  readonly coreSet: CoreSet;
  readonly trials: readonly JudgedTrial[];
  readonly rituximab: RituximabHistory;
  readonly curve: PrednisoneCurve;
  readonly asOf: Day;
}

export function seriesOf({ coreSet, trials, rituximab, curve, asOf }: SeriesInput): Series {
  return {
    measures: coreSet.flatMap(({ track, readings }) =>
      readings.toReversed().map(({ value, comparator, unit, on, upperLimit, reference }) => ({
        id: track.measure,
        label: track.label,
        value,
        ...(comparator === undefined ? {} : { comparator }),
        unit,
        date: formatRange(on),
        ...(upperLimit === undefined ? {} : { upperLimit }),
        reference,
      })),
    ),
    drugs: trials.flatMap((trial) => drugSeries(trial, asOf)),
    infusions: rituximab.infusions.map(({ day, milligrams, trace, references, isOncological }) => ({
      date: formatDay(day),
      doseMg: milligrams,
      trace,
      course: isOncological ? null : courseOn(rituximab, day),
      references,
    })),
    prednisoneEquivalent: curve
      .runs()
      .map(({ from, to, milligrams }) => ({ from: formatDay(from), to: formatDay(to), mgPerDay: milligrams })),
  };
}

function courseOn({ courses }: RituximabHistory, day: Day): number | null {
  return courses.findLast(({ day0 }) => day0 <= day)?.course.number ?? null;
}

/** Of infusions each cycle is a stretch of its own. */
function drugSeries({ trial, segments, cycles }: JudgedTrial, asOf: Day): Series['drugs'] {
  const { agent, dose } = trial;
  return [
    // treatment that may have begun on any day has no place in a picture
    ...segments
      .filter(({ segment }) => Number.isFinite(segment.from))
      .map(({ segment, full }) => ({
        agent,
        from: formatDay(segment.from),
        to: formatDay(Math.min(segment.to, asOf)),
        dose: { value: full?.value ?? null, unit: full?.threshold.unit ?? dose.unit },
        counted: segment.isSure ? (full?.status ?? 'not-met') : ('unknown' as const),
        references: segment.intervals.map(({ reference }) => reference),
      })),
    ...cycles.map(({ start, value, status, decides, references }) => ({
      agent,
      from: formatDay(start),
      to: formatDay(start),
      dose: { value, unit: dose.unit },
      counted: decides ? status : ('unknown' as const),
      references,
    })),
  ];
}
