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

function isPulse(interval: Interval, { parameters }: FactContext): boolean {
  const { drug, dose, start, sureEnd } = interval;
  const factor = parameters.prednisoneEquivalent[drug.id]?.value;
  if (drug.role !== 'glucocorticoid' || factor === undefined || dose?.per !== 'patient') return false;
  if (sureEnd - start.latest >= parameters.glucocorticoid.pulseMaximumDays.value) return false;
  return reaches(dose.milligrams * factor, parameters.glucocorticoid.pulseMinimum.value);
}

export function interventionsOf(context: FactContext, intervals: readonly Interval[]): Interventions {
  const sure = intervals.filter(({ decides }) => decides);
  const immunoglobulin = sure.filter(({ drug }) => drug.agent === IMMUNOGLOBULIN).map(spanOf);
  return {
    immunoglobulin: immunoglobulin.toSorted((a, b) => a.from - b.from),
    pulses: sure.filter((interval) => isPulse(interval, context)).map(spanOf),
  };
}

/** Spans that touch the days from `from` to `to`, both inclusive. */
export function within(spans: readonly Span[], from: Day, to: Day): readonly Span[] {
  return spans.filter((span) => span.from <= to && span.to >= from);
}
