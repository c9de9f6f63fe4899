/** Treatments that blur what rituximab did: immunoglobulin into a vein and glucocorticoid pulses, as spans of days. */
import type { FactContext } from '../facts/context.js';
import { reaches } from '../quantity.js';
import type { Day } from '../time.js';
import type { Interval } from './interval.js';

export interface Span {
  readonly from: Day;
  /** Inclusive; the same day for a single infusion. */
  readonly to: Day;
  readonly reference: string;
}

export interface Interventions {
  readonly immunoglobulin: readonly Span[];
  readonly pulses: readonly Span[];
}

/** Its agent in `knowledge/drugs.yaml`. */
export const IMMUNOGLOBULIN = 'ivig';

const spanOf = ({ start, sureEnd, reference }: Interval): Span => ({
  from: start.latest,
  to: Math.max(sureEnd, start.latest),
  reference,
});

/**
 * What may have been given blurs a result as well as what surely was: immunoglobulin named by product text only, or on
 * a day that is not exact (rulings 19 and 23). One without any day can be held against no result.
 */
function immunoglobulinOf(intervals: readonly Interval[]): readonly Span[] {
  return intervals
    .filter(({ drug, isUndated }) => drug.agent === IMMUNOGLOBULIN && !isUndated)
    .map((interval) => {
      const { from, to, reference } = spanOf(interval);
      return { from: Math.min(from, interval.start.earliest), to, reference };
    })
    .toSorted((a, b) => a.from - b.from);
}

function isPulse(interval: Interval, { parameters }: FactContext): boolean {
  const { drug, dose, start, sureEnd } = interval;
  const factor = parameters.prednisoneEquivalent[drug.id]?.value;
  if (drug.role !== 'glucocorticoid' || factor === undefined || dose?.per !== 'patient') return false;
  if (sureEnd - start.latest >= parameters.glucocorticoid.pulseMaximumDays.value) return false;
  return reaches(dose.milligrams * factor, parameters.glucocorticoid.pulseMinimum.value);
}

export function interventionsOf(context: FactContext, intervals: readonly Interval[]): Interventions {
  const sure = intervals.filter(({ decides }) => decides);
  return {
    immunoglobulin: immunoglobulinOf(intervals),
    pulses: sure.filter((interval) => isPulse(interval, context)).map(spanOf),
  };
}

/** Spans that touch the days from `from` to `to`, both inclusive. */
export function within(spans: readonly Span[], from: Day, to: Day): readonly Span[] {
  return spans.filter((span) => span.from <= to && span.to >= from);
}
