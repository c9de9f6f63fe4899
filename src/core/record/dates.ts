/** When a resource happened, by the element its type keeps for that. */
import type { JsonObject } from '../json.js';
import { member, textOf } from '../json.js';
import { parseFhirDate } from '../time.js';
import type { Calendar, DayRange } from '../time.js';

/** Elements in order of preference, by resource type. */
const ELEMENTS: ReadonlyMap<unknown, { readonly dates: readonly string[]; readonly period?: string }> = new Map([
  ['Observation', { dates: ['effectiveDateTime', 'effectiveInstant'], period: 'effectivePeriod' }],
  ['Condition', { dates: ['onsetDateTime', 'recordedDate'], period: 'onsetPeriod' }],
  ['Procedure', { dates: ['performedDateTime'], period: 'performedPeriod' }],
  ['Encounter', { dates: [], period: 'period' }],
  ['Immunization', { dates: ['occurrenceDateTime'] }],
  ['AllergyIntolerance', { dates: ['onsetDateTime', 'recordedDate'] }],
  ['QuestionnaireResponse', { dates: ['authored'] }],
]);

/** The days on which it may have happened; undefined when the resource does not say. */
export function happenedOn(resource: JsonObject, calendar: Calendar): DayRange | undefined {
  const elements = ELEMENTS.get(resource['resourceType']);
  if (!elements) return undefined;
  for (const element of elements.dates) {
    const day = parseFhirDate(resource[element], calendar);
    if (day) return day;
  }
  return elements.period === undefined ? undefined : periodOf(resource[elements.period], calendar);
}

/** The day of the report, which may be weeks after the sample (terminology page 5.2). */
export function reportedOn(resource: JsonObject, calendar: Calendar): DayRange | undefined {
  return parseFhirDate(resource['issued'], calendar);
}

/** A Period as its start day, or its end day when only that is known. */
function periodOf(period: unknown, calendar: Calendar): DayRange | undefined {
  return parseFhirDate(member(period, 'start'), calendar) ?? parseFhirDate(textOf(period, 'end'), calendar);
}
