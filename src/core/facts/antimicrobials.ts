/** Systemic antimicrobials, without prophylaxis and suppression (ruling 23): from when to when, by which way, running or past. */
import type { Evidence } from '../assessment.js';
import { isObject, listOf, member, numberOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { durationDays, readDosage } from '../medication/dosage.js';
import { codedRoute } from '../medication/route.js';
import type { MedicationEntry } from '../record/record.js';
import { conceptLabel, conceptWords } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';
import type { FactContext } from './context.js';

export interface AntimicrobialUse {
  readonly from: Day;
  /** Inclusive; the first day when nothing says how long it was. */
  readonly to: Day;
  readonly isIntravenous: boolean;
  /** Recorded as given; orders, supplies and reports are not. */
  readonly isGiven: boolean;
  /** Neither stopped nor completed, as far as the resource says. */
  readonly isCurrent: boolean;
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
  // products are coded in more ways than the value set knows, so their words count, as a doubt
  if (words === undefined || !knowledge.codes.setsOfText(words).some(isOne)) return undefined;
  return knowledge.words.route(words) === 'local' ? undefined : 'worded';
}

interface Course {
  readonly start: DayRange;
  /** Undefined when the record does not say how long. */
  readonly end: Day | undefined;
}

const lastDay = (start: Day, days: number): Day => start + Math.max(1, Math.round(days)) - 1;

const dosagesOf = (resource: JsonObject): readonly JsonObject[] =>
  [...listOf(resource, 'dosageInstruction'), ...listOf(resource, 'dosage')].filter((one) => isObject(one));

/** First and last day of an order, over all its dosages. */
function orderedCourse(resource: JsonObject, { calendar, knowledge }: FactContext): Course | undefined {
  const bounds = dosagesOf(resource).map((dosage) => readDosage(dosage, undefined, knowledge, calendar).bounds);
  const [first] = bounds.flatMap(({ start }) => start ?? []).toSorted((a, b) => a.earliest - b.earliest);
  const start = first ?? parseFhirDate(resource['authoredOn'], calendar);
  if (!start) return undefined;
  const ends = bounds.flatMap((one) => {
    const byDuration = one.durationDays === undefined ? [] : [lastDay((one.start ?? start).latest, one.durationDays)];
    return one.end?.latest ?? byDuration;
  });
  if (ends.length > 0 && ends.length === bounds.length) return { start, end: Math.max(...ends) };
  const supply = durationDays(member(resource['dispenseRequest'], 'expectedSupplyDuration'));
  return { start, end: supply === undefined ? undefined : lastDay(start.latest, supply) };
}

function courseOf({ type, resource }: MedicationEntry, context: FactContext): Course | undefined {
  const date = (value: unknown) => parseFhirDate(value, context.calendar);
  if (type === 'MedicationRequest') return orderedCourse(resource, context);
  if (type === 'MedicationDispense') {
    const start = date(resource['whenHandedOver'] ?? resource['whenPrepared']);
    const days = durationDays(resource['daysSupply']) ?? numberOf(resource['daysSupply'], 'value');
    return start && { start, end: days === undefined ? start.latest : lastDay(start.latest, days) };
  }
  const period = resource['effectivePeriod'];
  const start = date(member(period, 'start')) ?? date(resource['effectiveDateTime']);
  return start && { start, end: date(member(period, 'end'))?.latest };
}

/** Every use up to the day of assessment, however long ago. */
export function antimicrobialUses(context: FactContext): readonly AntimicrobialUse[] {
  return context.record.medications.flatMap((entry) => useOf(entry, context) ?? []);
}

function useOf(entry: MedicationEntry, context: FactContext): AntimicrobialUse | undefined {
  const { resource, reference, type, concept, recognised } = entry;
  const { asOf, knowledge, parameters, ledger } = context;
  if (recognised.kind === 'recognised' || !COUNTED[type].includes(resource['status'])) return undefined;
  if (resource['doNotPerform'] === true || NO_ORDER.includes(resource['intent'])) return undefined;
  const named = namedAs(concept, context);
  if (named === undefined) return undefined;
  const routes = dosagesOf(resource).map((dosage) => codedRoute(dosage['route'], knowledge));
  if (routes.includes('local')) return undefined;
  const course = courseOf(entry, context);
  if (!course) ledger.refuse(reference, 'no date says when it began');
  if (!course || course.start.earliest > asOf) return undefined;
  const { start, end } = course;
  const isGiven = type === 'MedicationAdministration';
  const isCurrent = resource['status'] === 'active' || type === 'MedicationDispense';
  const last = end ?? (isCurrent && !isGiven ? asOf : start.latest);
  // what runs for longer than any infection is treated is prophylaxis or suppression
  if (last - start.earliest + 1 > parameters.population.antimicrobialLongestDays.value) return undefined;
  const isIntravenous = routes.includes('intravenous');
  return {
    from: start.latest,
    to: Math.min(last, asOf),
    isIntravenous,
    isGiven,
    isCurrent,
    isFirm: named === 'coded',
    evidence: {
      label: isIntravenous ? 'Intravenous antimicrobial' : 'Antimicrobial',
      value: conceptLabel(concept) || 'antimicrobial',
      date: formatRange(start),
      reference,
      path: `${type}.medication`,
    },
  };
}

/** Running on the day of assessment; what was given into a vein speaks for some days more (S-05). */
export function isRunning(use: AntimicrobialUse, { asOf, parameters }: FactContext): boolean {
  const days = use.isGiven && use.isIntravenous ? parameters.population.intravenousAntimicrobialDays.value : 0;
  return (use.isGiven || use.isCurrent) && use.to >= asOf - days;
}
