/** Immunoglobulin and glucocorticoid pulses directly before the first infusion of a course. */
import type { Course } from '../assessment.js';
import { within } from '../medication/interventions.js';
import type { Interventions, Span } from '../medication/interventions.js';
import { formatDay } from '../time.js';
import type { Day } from '../time.js';

export function preTreatmentOf(
  { immunoglobulin, pulses }: Interventions,
  day0: Day,
  beforeDays: number,
): Course['preTreatment'] {
  const daysOf = (spans: readonly Span[]): readonly string[] => [
    ...new Set(within(spans, day0 - beforeDays, day0).map(({ from }) => formatDay(from))),
  ];
  const found = { immunoglobulin: daysOf(immunoglobulin), pulses: daysOf(pulses) };
  return found.immunoglobulin.length + found.pulses.length === 0 ? undefined : found;
}
