/** Courses of systemic antimicrobials, without prophylaxis and suppression (ruling 23): from when to when, by which way. */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { isObject, listOf, member, numberOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { durationDays } from '../medication/dosage.js';
import type { MedicationEntry } from '../record/record.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';

export interface AntimicrobialUse {
  readonly from: Day;
  /** Inclusive; the first day when nothing says how long it was. */
  readonly to: Day;
  readonly isIntravenous: boolean;
  /** Recorded as given; orders, supplies and reports are not. */
  readonly isGiven: boolean;
  readonly evidence: Evidence;
}

const COUNTED: Readonly<Record<MedicationEntry['type'], readonly unknown[]>> = {
  MedicationAdministration: ['completed', 'in-progress', 'stopped'],
  MedicationDispense: ['completed'],
  MedicationStatement: ['active', 'completed', 'stopped'],
  MedicationRequest: ['active', 'completed', 'stopped'],
};
const NO_ORDER: readonly unknown[] = ['proposal', 'option'];

function conceptOf(resource: JsonObject): unknown {
  const concept = resource['medicationCodeableConcept'];
  if (concept !== undefined) return concept;
  const reference = textOf(resource['medicationReference'], 'reference');
  const contained = listOf(resource, 'contained').find((one) => reference === `#${textOf(one, 'id') ?? ''}`);
  return member(contained, 'code');
}

function isAntimicrobial(concept: unknown, { knowledge }: FactContext): boolean {
  return listOf(concept, 'coding').some(
    (coding) =>
      isObject(coding) &&
      knowledge.codes.setsOf(textOf(coding, 'system'), textOf(coding, 'code')).includes('systemic-antimicrobial'),
  );
}

function isIntravenous(route: unknown, { knowledge }: FactContext): boolean {
  const isCoded = listOf(route, 'coding').some(
    (coding) =>
      isObject(coding) &&
      knowledge.codes.setsOf(textOf(coding, 'system'), textOf(coding, 'code')).includes('route-intravenous'),
  );
  const text = textOf(route, 'text') ?? listOf(route, 'coding').map((coding) => textOf(coding, 'display'))[0];
  return isCoded || (text !== undefined && knowledge.words.route(text) === 'intravenous');
}

interface Course {
  readonly start: DayRange;
  /** Undefined when the record does not say how long. */
  readonly end: Day | undefined;
  readonly isOpen: boolean;
}

/** The stretch an order, report or supply speaks of. */
function courseOf(resource: JsonObject, type: MedicationEntry['type'], { calendar }: FactContext): Course | undefined {
  const date = (value: unknown) => parseFhirDate(value, calendar);
  const period = member(resource, 'effectivePeriod');
  if (type === 'MedicationAdministration' || type === 'MedicationStatement') {
    const start = date(member(period, 'start')) ?? date(resource['effectiveDateTime']);
    const end = date(member(period, 'end'))?.latest;
    return start && { start, end, isOpen: end === undefined && resource['status'] === 'active' };
  }
  if (type === 'MedicationDispense') {
    const start = date(resource['whenHandedOver'] ?? resource['whenPrepared']);
    const days = durationDays(resource['daysSupply']) ?? numberOf(resource['daysSupply'], 'value');
    return start && { start, end: days === undefined ? undefined : start.latest + Math.round(days) - 1, isOpen: false };
  }
  const [dosage] = listOf(resource, 'dosageInstruction');
  const repeat = member(member(dosage, 'timing'), 'repeat');
  const bounds = member(repeat, 'boundsPeriod');
  const start = date(member(bounds, 'start')) ?? date(resource['authoredOn']);
  const days =
    durationDays(member(repeat, 'boundsDuration')) ??
    durationDays(member(resource['dispenseRequest'], 'expectedSupplyDuration'));
  const byDuration = start && days !== undefined ? start.latest + Math.round(days) - 1 : undefined;
  const end = date(member(bounds, 'end'))?.latest ?? byDuration;
  return start && { start, end, isOpen: end === undefined && resource['status'] === 'active' };
}

export function antimicrobialsOf(context: FactContext): readonly AntimicrobialUse[] {
  const { record, asOf, parameters } = context;
  const longest = parameters.safety.infectionSuppressionDays.value;
  return record.medications.flatMap(({ resource, reference, type }): readonly AntimicrobialUse[] => {
    if (!COUNTED[type].includes(resource['status']) || resource['doNotPerform'] === true) return [];
    if (type === 'MedicationRequest' && NO_ORDER.includes(resource['intent'])) return [];
    const concept = conceptOf(resource);
    if (!isAntimicrobial(concept, context)) return [];
    const course = courseOf(resource, type, context);
    if (!course) context.ledger.refuse(reference, 'no date says when it began');
    if (!course || course.start.earliest > asOf) return [];
    const { start, end, isOpen } = course;
    // what has run for longer than any infection is treated is prophylaxis or suppression
    if ((end ?? (isOpen ? asOf : start.latest)) - start.latest + 1 > longest) return [];
    const route = member(
      listOf(
        resource,
        type === 'MedicationRequest' || type === 'MedicationDispense' ? 'dosageInstruction' : 'dosage',
      )[0],
      'route',
    );
    const name =
      textOf(concept, 'text') ?? listOf(concept, 'coding').map((one) => textOf(one, 'display'))[0] ?? 'antimicrobial';
    return [
      {
        from: start.latest,
        to: Math.min(end ?? (isOpen ? asOf : start.latest), asOf),
        isIntravenous: isIntravenous(route, context),
        isGiven: type === 'MedicationAdministration',
        evidence: {
          label: 'Antimicrobial',
          value: name,
          date: formatRange(start),
          reference,
          path: `${type}.medication`,
        },
      },
    ];
  });
}
