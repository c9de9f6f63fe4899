/** Whether a visit is for rituximab (ruling 21): by an order that is due, an infusion that runs, or what the encounter says. */
import { isObject, listOf, member } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { Parameters } from '../knowledge/parameters.js';
import { readDosage } from '../medication/dosage.js';
import type { MedicationEntry, PatientRecord } from '../record/record.js';
import { parseFhirDate } from '../time.js';
import type { Calendar, Day } from '../time.js';
import { orderedDrug } from './draft-orders.js';

export interface Visit {
  readonly record: PatientRecord;
  readonly encounterId: string | undefined;
  readonly asOf: Day;
  readonly knowledge: Knowledge;
  readonly parameters: Parameters;
  readonly calendar: Calendar;
}

const OVER: readonly unknown[] = ['proposal', 'option'];

function isRituximab({ recognised, unresolvedReference }: MedicationEntry, knowledge: Knowledge): boolean {
  return orderedDrug(recognised, knowledge, unresolvedReference)?.drug.role === 'rituximab';
}

/** Today, or within the days in which an infusion counts as planned. */
function isDue(resource: JsonObject, { asOf, calendar, knowledge, parameters }: Visit): boolean {
  const { infusionPlannedDays, infusionOrderOpenDays } = parameters.safety;
  const to = asOf + infusionPlannedDays.value;
  const dosages = listOf(resource, 'dosageInstruction')
    .filter((dosage) => isObject(dosage))
    .map((dosage) => readDosage(dosage, undefined, knowledge, calendar));
  const events = dosages.flatMap((dosage) => dosage.events);
  if (events.length > 0) return events.some(({ earliest, latest }) => latest >= asOf && earliest <= to);
  const written = parseFhirDate(resource['authoredOn'], calendar);
  const stretches = (dosages.length > 0 ? dosages : [undefined]).map((dosage) => {
    const start = dosage?.bounds.start ?? written;
    const days = dosage?.bounds.durationDays;
    const byDays = start && days !== undefined ? start.latest + Math.max(1, Math.round(days)) - 1 : undefined;
    return { start, end: dosage?.bounds.end?.latest ?? byDays };
  });
  return stretches.some(({ start, end }) => {
    if (!start) return end === undefined || end >= asOf;
    // an order that nobody closed is not for ever
    const last = end ?? start.latest + infusionOrderOpenDays.value;
    return start.earliest <= to && last >= asOf;
  });
}

function isOrdered(entry: MedicationEntry, visit: Visit): boolean {
  const { type, resource } = entry;
  if (type !== 'MedicationRequest' || resource['status'] !== 'active' || resource['doNotPerform'] === true)
    return false;
  return !OVER.includes(resource['intent']) && isRituximab(entry, visit.knowledge) && isDue(resource, visit);
}

function isRunning(entry: MedicationEntry, { asOf, calendar, knowledge }: Visit): boolean {
  const { type, resource } = entry;
  if (type !== 'MedicationAdministration' || resource['status'] !== 'in-progress') return false;
  const start =
    parseFhirDate(resource['effectiveDateTime'], calendar) ??
    parseFhirDate(member(resource['effectivePeriod'], 'start'), calendar);
  return (start === undefined || start.latest === asOf) && isRituximab(entry, knowledge);
}

/** Reason or service type of the encounter of the call names rituximab. */
function isSaid({ record, encounterId, knowledge }: Visit): boolean {
  const encounter = record.encounters.find(({ resource }) => resource['id'] === encounterId);
  if (!encounter || encounterId === undefined) return false;
  const concepts = [
    ...listOf(encounter.resource, 'reasonCode'),
    ...listOf(encounter.resource, 'serviceType'),
    ...listOf(encounter.resource, 'type'),
  ];
  return concepts.some(
    (concept) => orderedDrug(knowledge.medications.recognise(concept), knowledge, false)?.drug.role === 'rituximab',
  );
}

export function isInfusionVisit(visit: Visit): boolean {
  const { medications } = visit.record;
  return medications.some((entry) => isOrdered(entry, visit) || isRunning(entry, visit)) || isSaid(visit);
}
