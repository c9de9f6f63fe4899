/** From when to when statements and dispenses say that a drug was taken (terminology page 6.2). */
import { member, numberOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { Strength } from '../terminology/recognition.js';
import { parseFhirDate } from '../time.js';
import { durationDays, isReversed } from './dosage.js';
import { daysOfQuantity } from './read-request.js';
import { lastDayOf, never, undated, upTo } from './span.js';
import type { OpenEnds, Span } from './span.js';
import { doseOfStep } from './steps.js';
import type { Step } from './steps.js';

export function spanOfStatement(resource: JsonObject, { calendar, asOf, believedUntil }: OpenEnds): Span | undefined {
  const period = resource['effectivePeriod'];
  const single = parseFhirDate(resource['effectiveDateTime'], calendar);
  const start = parseFhirDate(member(period, 'start'), calendar) ?? single;
  if (!start) return undefined;
  const end = parseFhirDate(member(period, 'end'), calendar);
  if (isReversed(start, end)) return undated(asOf);
  if (end) return upTo(asOf, start, end.earliest, end.latest);
  if (resource['status'] === 'active') {
    const asserted = parseFhirDate(resource['dateAsserted'], calendar);
    const believed = asserted?.earliest ?? (single ? single.earliest : believedUntil(start.latest));
    return upTo(asOf, start, believed, asOf);
  }
  return upTo(asOf, start, single ? single.earliest : never(start), asOf);
}

export function spanOfDispense(
  resource: JsonObject,
  steps: readonly Step[],
  { calendar, asOf }: OpenEnds,
  strength: Strength | undefined,
  knowledge: Knowledge,
): Span | undefined {
  const start = parseFhirDate(resource['whenHandedOver'] ?? resource['whenPrepared'], calendar);
  if (!start) return undefined;
  const days =
    durationDays(resource['daysSupply']) ??
    numberOf(resource['daysSupply'], 'value') ??
    daysOfQuantity(resource['quantity'], doseOfStep(steps[0]), strength, knowledge);
  if (days === undefined) return { start, sureEnd: never(start), possibleEnd: asOf };
  return upTo(asOf, start, lastDayOf(start.earliest, days), lastDayOf(start.latest, days));
}
