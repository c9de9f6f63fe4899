/** From when to when an order ran (terminology page 6.2, row Request). */
import { isObject, listOf, member, numberOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { Strength } from '../terminology/recognition.js';
import { parseFhirDate } from '../time.js';
import type { DayRange } from '../time.js';
import { amountOf } from './amount.js';
import { durationDays } from './dosage.js';
import type { DailyDose } from './interval.js';
import { lastDayOf, never, upTo } from './span.js';
import type { OpenEnds, Span } from './span.js';
import { doseOfStep, layOut, statedStart } from './steps.js';
import type { Step } from './steps.js';

/** Days that a quantity lasts at a dose a day. */
export function daysOfQuantity(
  quantity: unknown,
  dose: DailyDose | undefined,
  strength: Strength | undefined,
  knowledge: Knowledge,
): number | undefined {
  const amount = amountOf(quantity, strength, knowledge);
  return typeof amount !== 'string' && dose?.per === amount.per && dose.milligrams > 0
    ? amount.milligrams / dose.milligrams
    : undefined;
}

/** Days that the expected supply or the quantity of an order lasts, with its repeats. */
function supplyDays(
  request: JsonObject,
  dose: DailyDose | undefined,
  strength: Strength | undefined,
  knowledge: Knowledge,
): number | undefined {
  const dispense = request['dispenseRequest'];
  const fills = 1 + (numberOf(dispense, 'numberOfRepeatsAllowed') ?? 0);
  const days =
    durationDays(member(dispense, 'expectedSupplyDuration')) ??
    daysOfQuantity(member(dispense, 'quantity'), dose, strength, knowledge);
  return days === undefined ? undefined : days * fills;
}

/** Whether an order was broken off on a day that its planned end cannot be, since that day has not come yet. */
function isBrokenOff(request: JsonObject, plannedEnd: number, { asOf }: OpenEnds): boolean {
  const status = textOf(request, 'status');
  return (status === 'stopped' || status === 'on-hold') && plannedEnd > asOf;
}

/** Start and end of an order as a whole; undefined when nothing says when it began. */
export function spanOfRequest(
  request: JsonObject,
  steps: readonly Step[],
  ends: OpenEnds,
  strength: Strength | undefined,
  knowledge: Knowledge,
): Span | undefined {
  const start = statedStart(steps.flat()) ?? parseFhirDate(request['authoredOn'], ends.calendar);
  if (!start) return undefined;
  // an order ends when its last step does; a last step without an end leaves the order open
  const end = layOut(steps, start, ends.asOf).at(-1)?.end;
  if (end && !isBrokenOff(request, end.sure, ends)) return upTo(ends.asOf, start, end.sure, end.possible);
  return openSpan(request, start, ends, () => supplyDays(request, doseOfStep(steps[0]), strength, knowledge));
}

function openSpan(
  request: JsonObject,
  start: DayRange,
  { asOf, believedUntil, calendar }: OpenEnds,
  supplied: () => number | undefined,
): Span {
  const status = textOf(request, 'status');
  // a stopped order without an explicit stop date may have ended on any day
  if (status === 'stopped' || status === 'on-hold' || status === 'unknown')
    return { start, sureEnd: never(start), possibleEnd: asOf };
  const supply = supplied();
  if (supply !== undefined) {
    const possible = status === 'active' ? asOf : lastDayOf(start.latest, supply);
    return upTo(asOf, start, lastDayOf(start.earliest, supply), possible);
  }
  if (status === 'active') return upTo(asOf, start, believedUntil(start.latest), asOf);
  const validity = parseFhirDate(member(member(request['dispenseRequest'], 'validityPeriod'), 'end'), calendar);
  return upTo(asOf, start, never(start), validity?.latest ?? asOf);
}

/** Words of every stop reason of a resource. */
export function stopReasonText(resource: JsonObject): string {
  const concepts = listOf(resource, 'statusReason');
  return concepts
    .flatMap((concept) => [
      textOf(concept, 'text'),
      ...listOf(concept, 'coding').flatMap((coding) =>
        isObject(coding) ? [textOf(coding, 'display'), textOf(coding, 'code')?.replaceAll('-', ' ')] : [],
      ),
    ])
    .filter((text) => text !== undefined)
    .join(' | ');
}
