/** Systemic antimicrobials running on the day, or given into a vein within the last days (S-05, S-06; ruling 23). */
import { isObject, listOf, member } from '../json.js';
import type { JsonObject } from '../json.js';
import { durationDays, readDosage } from '../medication/dosage.js';
import { codedRoute } from '../medication/route.js';
import type { MedicationEntry } from '../record/record.js';
import { conceptWords } from '../terminology/concept-label.js';
import { parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';
import type { FactContext } from './context.js';
import { finding } from './finding.js';
import type { Finding } from './finding.js';

export interface Antimicrobial extends Finding {
  readonly isIntravenous: boolean;
}

/** Known by code, named by words only, or nothing of the kind. */
type Named = 'coded' | 'worded' | 'no';

const ORDERED: readonly unknown[] = [
  undefined,
  'order',
  'original-order',
  'instance-order',
  'filler-order',
  'reflex-order',
];
const GIVEN: readonly unknown[] = ['completed', 'in-progress', 'stopped'];

function named({ concept }: MedicationEntry, { knowledge }: FactContext): Named {
  const isOne = (id: string): boolean => id === 'systemic-antimicrobial';
  if (knowledge.codes.matchConcept(concept).some(({ id, by }) => by === 'code' && isOne(id))) return 'coded';
  const words = conceptWords(concept);
  // products are coded in more ways than the value set knows, so their words count, as a doubt
  const isWorded = words !== undefined && knowledge.codes.setsOfText(words).some(isOne);
  return isWorded && knowledge.words.route(words) !== 'local' ? 'worded' : 'no';
}

interface Course {
  readonly start: Day;
  /** Undefined while it is open. */
  readonly end: Day | undefined;
}

const dosagesOf = (resource: JsonObject): readonly JsonObject[] =>
  [...listOf(resource, 'dosageInstruction'), ...listOf(resource, 'dosage')].filter((one) => isObject(one));

/** First and last day of an order, over all its dosages. */
function orderedCourse(resource: JsonObject, { calendar, knowledge }: FactContext): Course | undefined {
  const bounds = dosagesOf(resource).map((dosage) => readDosage(dosage, undefined, knowledge, calendar).bounds);
  const starts = bounds.flatMap(({ start }) => start?.earliest ?? []);
  const authored = parseFhirDate(resource['authoredOn'], calendar)?.earliest;
  const start = starts.length > 0 ? Math.min(...starts) : authored;
  if (start === undefined) return undefined;
  const ends = bounds.map((one) => {
    const from = one.start?.earliest ?? start;
    return one.end?.latest ?? (one.durationDays === undefined ? undefined : lastDay(from, one.durationDays));
  });
  const supply = durationDays(member(resource['dispenseRequest'], 'expectedSupplyDuration'));
  const known = ends.filter((end) => end !== undefined);
  if (ends.length > 0 && known.length === ends.length) return { start, end: Math.max(...known) };
  return { start, end: supply === undefined ? undefined : lastDay(start, supply) };
}

const lastDay = (start: Day, days: number): Day => start + Math.max(1, Math.round(days)) - 1;

function periodCourse(period: unknown, { calendar }: FactContext): Course | undefined {
  const start = parseFhirDate(member(period, 'start'), calendar);
  return start && { start: start.earliest, end: parseFhirDate(member(period, 'end'), calendar)?.latest };
}

function dispensedCourse(resource: JsonObject, { calendar }: FactContext): Course | undefined {
  const start = parseFhirDate(resource['whenHandedOver'] ?? resource['whenPrepared'], calendar)?.earliest;
  const supply = resource['daysSupply'];
  const days =
    durationDays(supply) ?? (typeof member(supply, 'value') === 'number' ? Number(member(supply, 'value')) : undefined);
  return start === undefined || days === undefined ? undefined : { start, end: lastDay(start, days) };
}

/** The course that a resource says is running; undefined for one that does not count. */
function courseOf({ type, resource }: MedicationEntry, context: FactContext): Course | undefined {
  const { status } = resource;
  if (type === 'MedicationRequest')
    return status === 'active' && ORDERED.includes(resource['intent']) && resource['doNotPerform'] !== true
      ? orderedCourse(resource, context)
      : undefined;
  if (type === 'MedicationStatement')
    return status === 'active' ? periodCourse(resource['effectivePeriod'], context) : undefined;
  return type === 'MedicationDispense' && status === 'completed' ? dispensedCourse(resource, context) : undefined;
}

function isRunning({ start, end }: Course, { asOf, parameters }: FactContext): boolean {
  const longest = parameters.population.antimicrobialLongestDays.value;
  return start <= asOf && (end ?? asOf) >= asOf && (end ?? asOf) - start + 1 <= longest;
}

function routesOf({ resource }: MedicationEntry, { knowledge }: FactContext): readonly (string | undefined)[] {
  return dosagesOf(resource).map((dosage) => codedRoute(dosage['route'], knowledge));
}

function administered(entry: MedicationEntry, context: FactContext): readonly Antimicrobial[] {
  const { resource, reference } = entry;
  const { asOf, calendar, parameters } = context;
  if (!GIVEN.includes(resource['status'])) return [];
  const period = resource['effectivePeriod'];
  const start = parseFhirDate(resource['effectiveDateTime'] ?? member(period, 'start'), calendar);
  const end = parseFhirDate(member(period, 'end'), calendar) ?? start;
  if (!start || !end || start.earliest > asOf) return [];
  const isIntravenous = routesOf(entry, context).includes('intravenous');
  const from = isIntravenous ? asOf - parameters.population.intravenousAntimicrobialDays.value : asOf;
  if (end.latest < from) return [];
  const label = isIntravenous ? 'Intravenous antimicrobial' : 'Antimicrobial';
  const source = { label, concept: entry.concept, on: start, reference, path: 'MedicationAdministration.medication' };
  return [{ ...finding(source, named(entry, context) === 'coded'), isIntravenous }];
}

export function antimicrobialsOf(context: FactContext): readonly Antimicrobial[] {
  return context.record.medications.flatMap((entry) => {
    const name = entry.recognised.kind === 'recognised' ? 'no' : named(entry, context);
    if (name === 'no') return [];
    if (entry.type === 'MedicationAdministration') return administered(entry, context);
    const course = courseOf(entry, context);
    if (!course || !isRunning(course, context) || routesOf(entry, context).includes('local')) return [];
    const on: DayRange = { earliest: course.start, latest: course.start };
    const { concept, reference, type } = entry;
    const source = { label: 'Antimicrobial', concept, on, reference, path: `${type}.medication` };
    return [{ ...finding(source, name === 'coded'), isIntravenous: false }];
  });
}
