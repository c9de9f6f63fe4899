/** Courses of systemic antimicrobials, without prophylaxis and suppression (ruling 23): from when to when, by which way. */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { listOf, member, numberOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { durationDays } from '../medication/dosage.js';
import { codedRoute } from '../medication/route.js';
import type { MedicationEntry } from '../record/record.js';
import { conceptLabel, conceptWords } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';

export interface AntimicrobialUse {
  readonly from: Day;
  /** Inclusive; the first day when nothing says how long it was. */
  readonly to: Day;
  readonly isIntravenous: boolean;
  /** Recorded as given; orders, supplies and reports are not. */
  readonly isGiven: boolean;
  /** Known by code; words alone support and do not decide. */
  readonly isFirm: boolean;
  readonly evidence: Evidence;
}

const COUNTED: Readonly<Record<MedicationEntry['type'], readonly unknown[]>> = {
  MedicationAdministration: ['completed', 'in-progress', 'stopped'],
  MedicationDispense: ['completed'],
  MedicationStatement: ['active', 'completed', 'stopped'],
  MedicationRequest: ['active', 'completed', 'stopped'],
};
const NO_ORDER: readonly unknown[] = ['proposal', 'option'];

/** Known by code, named by words only, or nothing of the kind. */
function namedAs(concept: unknown, { knowledge }: FactContext): 'coded' | 'worded' | undefined {
  const isOne = (id: string): boolean => id === 'systemic-antimicrobial';
  if (knowledge.codes.matchConcept(concept).some(({ id, by }) => by === 'code' && isOne(id))) return 'coded';
  const words = conceptWords(concept);
  if (words === undefined || !knowledge.codes.setsOfText(words).some(isOne)) return undefined;
  return knowledge.words.route(words) === 'local' ? undefined : 'worded';
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
  const longest = parameters.population.antimicrobialLongestDays.value;
  return record.medications.flatMap(
    ({ resource, reference, type, concept, recognised }): readonly AntimicrobialUse[] => {
      if (recognised.kind === 'recognised' || !COUNTED[type].includes(resource['status'])) return [];
      if (resource['doNotPerform'] === true) return [];
      if (type === 'MedicationRequest' && NO_ORDER.includes(resource['intent'])) return [];
      const named = namedAs(concept, context);
      const routes = [...listOf(resource, 'dosageInstruction'), ...listOf(resource, 'dosage')].map((dosage) =>
        codedRoute(member(dosage, 'route'), context.knowledge),
      );
      if (named === undefined || routes.includes('local')) return [];
      const course = courseOf(resource, type, context);
      if (!course) context.ledger.refuse(reference, 'no date says when it began');
      if (!course || course.start.earliest > asOf) return [];
      const { start, end, isOpen } = course;
      const last = end ?? (isOpen ? asOf : start.latest);
      // what has run for longer than any infection is treated is prophylaxis or suppression
      if (last - start.latest + 1 > longest) return [];
      return [
        {
          from: start.latest,
          to: Math.min(last, asOf),
          isIntravenous: routes.includes('intravenous'),
          isGiven: type === 'MedicationAdministration',
          isFirm: named === 'coded',
          evidence: {
            label: 'Antimicrobial',
            value: conceptLabel(concept) || 'antimicrobial',
            date: formatRange(start),
            reference,
            path: `${type}.medication`,
          },
        },
      ];
    },
  );
}
