/** When a resource happened, by the element its type keeps for that. */
import type { JsonObject } from '../json.js';
import { member, textOf } from '../json.js';
import { parseFhirDate } from '../time.js';
import type { Calendar, DayRange } from '../time.js';

/** Elements in order of preference, by resource type. `issued` is not when blood was drawn, so it is not here. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  Observation: ['effectiveDateTime', 'effectiveInstant'],
  Condition: ['onsetDateTime', 'recordedDate'],
  Immunization: ['occurrenceDateTime'],
  Procedure: ['performedDateTime'],
  AllergyIntolerance: ['onsetDateTime', 'recordedDate'],
  QuestionnaireResponse: ['authored'],
};
const PERIODS: Readonly<Record<string, string>> = {
  Observation: 'effectivePeriod',
  Condition: 'onsetPeriod',
  Procedure: 'performedPeriod',
  Encounter: 'period',
};

/** The days on which it may have happened; undefined when the resource does not say. */
export function happenedOn(resource: JsonObject, calendar: Calendar): DayRange | undefined {
  const type = String(resource['resourceType']);
  for (const element of ELEMENTS[type] ?? []) {
    const day = parseFhirDate(resource[element], calendar);
    if (day) return day;
  }
  const period = PERIODS[type];
  return period === undefined ? undefined : periodOf(resource[period], calendar);
}

/** A Period as its start day, or its end day when only that is known. */
function periodOf(period: unknown, calendar: Calendar): DayRange | undefined {
  return parseFhirDate(member(period, 'start'), calendar) ?? parseFhirDate(textOf(period, 'end'), calendar);
}
