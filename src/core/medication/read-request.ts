/** MedicationRequests and the dosages of dispenses and statements: from orders to treatment intervals. */
import { isObject, listOf, member, numberOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Day, DayRange } from '../time.js';
import { parseFhirDate } from '../time.js';
import type { Calendar } from '../time.js';
import { durationDays } from './dosage.js';
import type { Amount, Dosage, Timing } from './dosage.js';
import type { DailyDose } from './interval.js';

/** Dosages that hold at the same time, with the dose a day they add up to. */
export interface Step {
  readonly dosages: readonly Dosage[];
  readonly dose: DailyDose | undefined;
  readonly problem: string | undefined;
  readonly timing: Timing | undefined;
  readonly perOccasion: Amount | undefined;
}

function doseOf(dosages: readonly Dosage[]): DailyDose | string {
  let sum: DailyDose | undefined;
  for (const { amount, timing, problem } of dosages) {
    if (problem !== undefined || !amount || !timing) return problem ?? 'dose not known';
    if (sum && sum.per !== amount.per) return 'doses in different units';
    sum = { milligrams: (sum?.milligrams ?? 0) + amount.milligrams * timing.perDay, per: amount.per };
  }
  return sum ?? 'no structured dose';
}

/** Groups dosages by sequence: equal or missing numbers hold together, different ones follow each other. */
export function stepsOf(dosages: readonly Dosage[]): readonly Step[] {
  const scheduled = dosages.some(({ isAsNeeded }) => !isAsNeeded)
    ? dosages.filter(({ isAsNeeded }) => !isAsNeeded)
    : dosages;
  const groups = new Map<number, Dosage[]>();
  for (const dosage of scheduled) {
    const key = dosage.sequence ?? 0;
    const group = groups.get(key);
    if (group) group.push(dosage);
    else groups.set(key, [dosage]);
  }
  const ordered = [...groups.entries()].toSorted(([a], [b]) => a - b);
  return ordered.map(([, group]) => {
    const dose = doseOf(group);
    const only = group.length === 1 ? group[0] : undefined;
    return {
      dosages: group,
      dose: typeof dose === 'string' ? undefined : dose,
      problem: typeof dose === 'string' ? dose : undefined,
      timing: only?.timing,
      perOccasion: only?.amount,
    };
  });
}

export interface Span {
  readonly start: DayRange;
  readonly sureEnd: Day;
  readonly possibleEnd: Day;
}

const lastDayOf = (start: Day, days: number): Day => start + Math.max(0, Math.round(days)) - 1;

/** Days that the quantity or the expected supply of an order lasts, with its repeats. */
function supplyDays(request: JsonObject, dose: DailyDose | undefined): number | undefined {
  const dispense = request['dispenseRequest'];
  const fills = 1 + (numberOf(dispense, 'numberOfRepeatsAllowed') ?? 0);
  const expected = durationDays(member(dispense, 'expectedSupplyDuration'));
  if (expected !== undefined) return expected * fills;
  const quantity = member(dispense, 'quantity');
  const amount = numberOf(quantity, 'value');
  const isMilligrams = (textOf(quantity, 'code') ?? textOf(quantity, 'unit')) === 'mg';
  return amount !== undefined && isMilligrams && dose?.per === 'patient' && dose.milligrams > 0
    ? (amount * fills) / dose.milligrams
    : undefined;
}

export interface OpenEnds {
  readonly asOf: Day;
  /** Last day up to which an open active order may be believed. */
  readonly believedUntil: (start: Day) => Day;
  readonly calendar: Calendar;
}

const NEVER: (start: DayRange) => Day = (start) => start.latest - 1;

/** Start and end of an order as a whole; undefined when nothing says when it began. */
export function spanOfRequest(request: JsonObject, steps: readonly Step[], ends: OpenEnds): Span | undefined {
  const bounds = steps.flatMap(({ dosages }) => dosages.map((dosage) => dosage.bounds));
  const starts = bounds.flatMap(({ start }) => start ?? []).toSorted((a, b) => a.earliest - b.earliest);
  const authored = parseFhirDate(request['authoredOn'], ends.calendar);
  const start = starts[0] ?? authored;
  if (!start) return undefined;
  const cap = (day: Day): Day => Math.min(day, ends.asOf);
  // an order ends when its last step does; a last step without an end leaves the order open
  const last = (steps.at(-1)?.dosages ?? []).map((dosage) => dosage.bounds);
  const isClosed = last.length > 0 && last.every((one) => one.end !== undefined || one.durationDays !== undefined);
  if (!isClosed) return openSpan(request, steps, start, ends, cap);
  const end = last.flatMap((one) => one.end ?? []).toSorted((one, other) => other.latest - one.latest)[0];
  if (end) return { start, sureEnd: cap(end.earliest), possibleEnd: cap(end.latest) };
  const total = steps.reduce(
    (sum, { dosages }) => sum + Math.max(0, ...dosages.map((one) => one.bounds.durationDays ?? 0)),
    0,
  );
  return { start, sureEnd: cap(lastDayOf(start.earliest, total)), possibleEnd: cap(lastDayOf(start.latest, total)) };
}

function openSpan(
  request: JsonObject,
  steps: readonly Step[],
  start: DayRange,
  ends: OpenEnds,
  cap: (day: Day) => Day,
): Span {
  const status = textOf(request, 'status');
  const supply = supplyDays(request, steps[0]?.dose);
  // a stopped order without an explicit stop date may have ended on any day
  if (status === 'stopped' || status === 'on-hold' || status === 'unknown')
    return { start, sureEnd: NEVER(start), possibleEnd: ends.asOf };
  if (supply !== undefined) {
    const possible = status === 'active' ? ends.asOf : lastDayOf(start.latest, supply);
    return { start, sureEnd: cap(lastDayOf(start.earliest, supply)), possibleEnd: cap(possible) };
  }
  if (status === 'active') return { start, sureEnd: cap(ends.believedUntil(start.latest)), possibleEnd: ends.asOf };
  const validity = parseFhirDate(member(member(request['dispenseRequest'], 'validityPeriod'), 'end'), ends.calendar);
  return { start, sureEnd: NEVER(start), possibleEnd: cap(validity?.latest ?? ends.asOf) };
}

/** The span of each sequential step inside the order's own span. */
export function spansOfSteps(steps: readonly Step[], whole: Span): readonly Span[] {
  if (steps.length <= 1) return [whole];
  const spans: Span[] = [];
  let cursor: DayRange | undefined = whole.start;
  for (const [index, { dosages }] of steps.entries()) {
    const bounds = dosages[0]?.bounds;
    const start: DayRange | undefined = bounds?.start ?? cursor;
    if (!start) break;
    const isLast = index === steps.length - 1;
    const nextStart: DayRange | undefined = steps[index + 1]?.dosages[0]?.bounds.start;
    const ends = endOfStep(start, bounds, isLast ? whole : undefined, nextStart);
    const sureEnd = Math.min(ends.sure, whole.sureEnd);
    const possibleEnd = Math.min(ends.possible, whole.possibleEnd);
    // where a step overlaps the next at the boundary, the later step wins
    spans.push({
      start,
      sureEnd: nextStart ? Math.min(sureEnd, nextStart.latest - 1) : sureEnd,
      possibleEnd: nextStart ? Math.min(possibleEnd, nextStart.latest - 1) : possibleEnd,
    });
    cursor = ends.sure >= start.latest ? { earliest: ends.sure + 1, latest: ends.possible + 1 } : undefined;
  }
  return spans;
}

function endOfStep(
  start: DayRange,
  bounds: Dosage['bounds'] | undefined,
  whole: Span | undefined,
  nextStart: DayRange | undefined,
): { readonly sure: Day; readonly possible: Day } {
  if (bounds?.end) return { sure: bounds.end.earliest, possible: bounds.end.latest };
  if (bounds?.durationDays !== undefined) {
    return {
      sure: lastDayOf(start.earliest, bounds.durationDays),
      possible: lastDayOf(start.latest, bounds.durationDays),
    };
  }
  if (nextStart) return { sure: nextStart.earliest - 1, possible: nextStart.latest - 1 };
  return whole
    ? { sure: whole.sureEnd, possible: whole.possibleEnd }
    : { sure: start.latest - 1, possible: start.latest - 1 };
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
