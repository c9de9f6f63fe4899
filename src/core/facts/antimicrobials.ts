/** Systemic antimicrobials, without prophylaxis and suppression (ruling 23): from when to when, by which way, running or past. */
import type { Evidence } from '../assessment.js';
import { isObject, listOf, member, numberOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { RouteKind } from '../knowledge/compile.js';
import { durationDays, readDosage } from '../medication/dosage.js';
import { codedRoute } from '../medication/route.js';
import type { MedicationEntry } from '../record/record.js';
import { conceptLabel, conceptWords } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';
import type { FactContext } from './context.js';

export interface AntimicrobialUse {
  /** The first day, at the latest; the day of assessment where the record gives none. */
  readonly from: Day;
  /** The first day, at the earliest; before `from` where the record leaves it open. */
  readonly earliest: Day;
  /** Inclusive; the first day when nothing says how long it was. */
  readonly to: Day;
  /** Into a vein: by its route, or given without one and of a kind that is; possibly, where it may be either. */
  readonly intravenous: 'yes' | 'possibly' | 'no';
  /** Recorded as given; orders, supplies and reports are not. */
  readonly isGiven: boolean;
  /** Neither stopped nor completed, as far as the resource says. */
  readonly isCurrent: boolean;
  /** Known by code and dated; words alone support and do not decide. */
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

interface Naming {
  /** Known by code; else named by words only. */
  readonly isCoded: boolean;
  /** Of a kind that is given through a vein; of one that is given once before an operation. */
  readonly isParenteral: boolean;
  readonly isPerioperative: boolean;
}

/** How a concept names an antimicrobial; undefined for nothing of the kind. */
function namedAs(concept: unknown, { knowledge }: FactContext): Naming | undefined {
  const isOne = (id: string): boolean => id === 'systemic-antimicrobial';
  const coded = knowledge.codes.matchConcept(concept).flatMap(({ id, by }) => (by === 'code' ? [id as string] : []));
  if (coded.some((id) => isOne(id)))
    return {
      isCoded: true,
      isParenteral: coded.includes('parenteral-antimicrobial'),
      isPerioperative: coded.includes('perioperative-antimicrobial'),
    };
  const words = conceptWords(concept);
  // products are coded in more ways than the value set knows, so their words count, as a doubt
  if (words === undefined || !knowledge.codes.setsOfText(words).some(isOne)) return undefined;
  return knowledge.words.route(words) === 'local'
    ? undefined
    : { isCoded: false, isParenteral: false, isPerioperative: false };
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

interface ReadUse extends AntimicrobialUse {
  readonly isPerioperative: boolean;
}

/** Every use up to the day of assessment, however long ago. */
export function antimicrobialUses(context: FactContext): readonly AntimicrobialUse[] {
  const uses = context.record.medications.flatMap((entry) => useOf(entry, context) ?? []);
  return uses.map((use) => (isSingleProphylaxis(use, uses) ? { ...use, intravenous: 'possibly' } : use));
}

/** One dose of what is given before operations, with nothing into a vein the day before or after: hardly a treatment. */
function isSingleProphylaxis(use: ReadUse, all: readonly ReadUse[]): boolean {
  if (!use.isPerioperative || use.intravenous !== 'yes' || !use.isGiven || use.to > use.from) return false;
  const isNear = ({ from, to }: ReadUse): boolean => from <= use.to + 1 && to >= use.from - 1;
  return !all.some((other) => other !== use && other.intravenous !== 'no' && isNear(other));
}

/** Whether it went into a vein: an order or a supply without a route is taken by mouth, a dose that staff gave may not be. */
function intravenousOf(
  routes: readonly (RouteKind | undefined)[],
  isGiven: boolean,
  { isParenteral }: Naming,
  worded: RouteKind | undefined,
): AntimicrobialUse['intravenous'] {
  if (routes.includes('intravenous')) return 'yes';
  if (!isGiven || routes.some((route) => route !== undefined)) return 'no';
  if (isParenteral || worded === 'intravenous') return 'yes';
  return worded === undefined ? 'possibly' : 'no';
}

function useOf(entry: MedicationEntry, context: FactContext): ReadUse | undefined {
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
  const { start, end } = course ?? { start: { earliest: Number.NEGATIVE_INFINITY, latest: asOf }, end: undefined };
  if (start.earliest > asOf) return undefined;
  const isGiven = type === 'MedicationAdministration';
  const isCurrent = resource['status'] === 'active' || type === 'MedicationDispense';
  const last = end ?? (isCurrent && !isGiven ? asOf : start.latest);
  // what runs for longer than any infection is treated is prophylaxis or suppression
  if (last - start.latest + 1 > parameters.population.antimicrobialLongestDays.value) return undefined;
  const intravenous = intravenousOf(routes, isGiven, named, knowledge.words.route(conceptWords(concept) ?? ''));
  return {
    from: Math.min(start.latest, asOf),
    earliest: start.earliest,
    to: Math.min(last, asOf),
    intravenous,
    isGiven,
    isCurrent,
    isFirm: named.isCoded && course !== undefined,
    isPerioperative: named.isPerioperative,
    evidence: {
      label: intravenous === 'yes' ? 'Intravenous antimicrobial' : 'Antimicrobial',
      value: conceptLabel(concept) || 'antimicrobial',
      ...(course ? { date: formatRange(start) } : {}),
      reference,
      path: `${type}.medication`,
    },
  };
}

/** Those that run on the day of assessment; what was given into a vein speaks for some days more (S-05). */
export function runningUses(uses: readonly AntimicrobialUse[], context: FactContext): readonly AntimicrobialUse[] {
  const { asOf, parameters } = context;
  const infusionDays = parameters.population.intravenousAntimicrobialDays.value;
  return uses.flatMap((use) => {
    const { isGiven, isCurrent, intravenous, to, earliest, from } = use;
    const days = isGiven && intravenous === 'yes' ? infusionDays : 0;
    if (!(isGiven || isCurrent) || to < asOf - days) return [];
    // a dose whose day is open may have been given long ago
    return isGiven && earliest < from ? [{ ...use, isFirm: false }] : [use];
  });
}
