/** When a resource happened, by the element its type keeps for that. */
import type { JsonObject } from '../json.js';
import { member, textOf } from '../json.js';
import { parseFhirDate } from '../time.js';
import type { Calendar, DayRange } from '../time.js';

type Elements = (resource: JsonObject) => { readonly dates: readonly unknown[]; readonly period?: unknown };

/** By resource type: elements in order of preference, and a period to fall back on. */
const ELEMENTS: ReadonlyMap<unknown, Elements> = new Map<string, Elements>([
  ['Observation', (o) => ({ dates: [o['effectiveDateTime'] ?? o['effectiveInstant']], period: o['effectivePeriod'] })],
  ['Condition', (c) => ({ dates: [c['onsetDateTime'], c['recordedDate']], period: c['onsetPeriod'] })],
  ['Procedure', (p) => ({ dates: [p['performedDateTime']], period: p['performedPeriod'] })],
  ['Encounter', (e) => ({ dates: [], period: e['period'] })],
  ['Immunization', (i) => ({ dates: [i['occurrenceDateTime']] })],
  ['AllergyIntolerance', (a) => ({ dates: [a['onsetDateTime'], a['recordedDate']] })],
  ['QuestionnaireResponse', (q) => ({ dates: [q['authored']] })],
]);

/** The days on which it may have happened; undefined when the resource does not say. */
export function happenedOn(resource: JsonObject, calendar: Calendar): DayRange | undefined {
  const elements = ELEMENTS.get(resource['resourceType'])?.(resource);
  if (!elements) return undefined;
  for (const date of elements.dates) {
    const day = parseFhirDate(date, calendar);
    if (day) return day;
  }
  return periodOf(elements.period, calendar);
}

/** The day of the report, which may be weeks after the sample (terminology page 5.2). */
export function reportedOn(resource: JsonObject, calendar: Calendar): DayRange | undefined {
  return parseFhirDate(resource['issued'], calendar);
}

/** A Period as its start day, or its end day when only that is known. */
function periodOf(period: unknown, calendar: Calendar): DayRange | undefined {
  return parseFhirDate(member(period, 'start'), calendar) ?? parseFhirDate(textOf(period, 'end'), calendar);
}
