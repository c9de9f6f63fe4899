/** Severe infection as R-33 has it, in a stretch of time: in hospital for an infection, or antimicrobials into a vein. */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { isObject, listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { INFECTION_SETS } from '../knowledge/value-set-ids.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { relativeReference } from '../record/reference.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';
import type { AntimicrobialUse } from './antimicrobials.js';

export interface SevereInfections {
  readonly firm: readonly Evidence[];
  /** What may have been one: no night in hospital on record, an order whose infusion nobody recorded. */
  readonly possible: readonly Evidence[];
}

const INPATIENT: readonly unknown[] = ['IMP', 'ACUTE', 'NONAC'];
const OBSERVATION = 'OBSENC';
const NOT_HAPPENED: readonly unknown[] = ['planned', 'cancelled', 'arrived', 'triaged'];
const INFECTIONS: readonly ValueSetId[] = INFECTION_SETS;

const displayOf = (concept: unknown): string =>
  textOf(concept, 'text') ?? listOf(concept, 'coding').map((one) => textOf(one, 'display'))[0] ?? 'infection';

/** The infection an encounter was for, and whether a code says so. */
function infectionOf(
  { record, knowledge }: FactContext,
  resource: JsonObject,
): { label: string; isFirm: boolean } | undefined {
  for (const concept of listOf(resource, 'reasonCode')) {
    const match = knowledge.codes.matchConcept(concept).find(({ id }) => INFECTIONS.includes(id));
    if (match) return { label: displayOf(concept), isFirm: match.by === 'code' };
  }
  const links = [
    ...listOf(resource, 'reasonReference'),
    ...listOf(resource, 'diagnosis').map((diagnosis) => member(diagnosis, 'condition')),
  ];
  for (const link of links) {
    const reference = textOf(link, 'reference');
    const name = reference === undefined ? undefined : (relativeReference(reference) ?? reference);
    const entry = INFECTIONS.flatMap((id) => record.coded.of(id)).find((one) => one.reference === name);
    if (entry) return { label: displayOf(entry.resource['code']), isFirm: entry.by === 'code' };
  }
  return undefined;
}

function admissions(context: FactContext, from: Day): SevereInfections {
  const firm: Evidence[] = [];
  const possible: Evidence[] = [];
  for (const { resource, reference } of context.record.encounters) {
    const code = textOf(resource['class'], 'code');
    if ((!INPATIENT.includes(code) && code !== OBSERVATION) || NOT_HAPPENED.includes(resource['status'])) continue;
    const start = parseFhirDate(member(resource['period'], 'start'), context.calendar);
    const end = parseFhirDate(member(resource['period'], 'end'), context.calendar);
    if (
      !start ||
      start.earliest > context.asOf ||
      (end && end.latest < from) ||
      (!end && resource['status'] === 'finished' && start.latest < from)
    )
      continue;
    const infection = infectionOf(context, resource);
    if (!infection) continue;
    const evidence: Evidence = {
      label: 'Hospital admission',
      value: infection.label,
      date: formatRange(start),
      reference,
      path: 'Encounter.reasonCode',
    };
    const hasNight = INPATIENT.includes(code) || (end !== undefined && end.latest > start.earliest);
    (hasNight && infection.isFirm ? firm : possible).push(evidence);
  }
  return { firm, possible };
}

function severeConditions(context: FactContext, from: Day): readonly Evidence[] {
  const { codes } = context.knowledge;
  return conditionsIn(context, INFECTIONS)
    .filter(({ entry, isFirm, isCurrent }) => {
      const severity = entry.resource['severity'];
      const isSevere = isObject(severity) && codes.matchConcept(severity).some(({ id }) => id === 'severity-severe');
      return isSevere && isFirm && (isCurrent || isAfter(entry.on, from));
    })
    .map((one) => evidenceOfCondition(one));
}

const isAfter = (on: DayRange | undefined, from: Day): boolean => on !== undefined && on.latest >= from;

/** From which day on each kind of evidence counts. */
interface Since {
  readonly admission: Day;
  readonly intravenous: Day;
  /** Of conditions that are over; current ones always count. */
  readonly condition: Day;
}

function found(context: FactContext, antimicrobials: readonly AntimicrobialUse[], since: Since): SevereInfections {
  const admitted = admissions(context, since.admission);
  const intravenous = antimicrobials.filter(({ isIntravenous, to }) => isIntravenous && to >= since.intravenous);
  return {
    firm: [
      ...admitted.firm,
      ...intravenous.filter(({ isGiven }) => isGiven).map(({ evidence }) => evidence),
      ...severeConditions(context, since.condition),
    ],
    possible: [...admitted.possible, ...intravenous.filter(({ isGiven }) => !isGiven).map(({ evidence }) => evidence)],
  };
}

/** On the day of assessment (S-05). */
export function severeInfectionsNow(
  context: FactContext,
  antimicrobials: readonly AntimicrobialUse[],
): SevereInfections {
  const { asOf, parameters } = context;
  const intravenous = asOf - parameters.population.intravenousAntimicrobialDays.value;
  return found(context, antimicrobials, { admission: asOf, intravenous, condition: asOf + 1 });
}

/** Since the first day of a course (ruling 18). */
export function severeInfectionsSince(
  context: FactContext,
  antimicrobials: readonly AntimicrobialUse[],
  day0: Day,
): SevereInfections {
  return found(context, antimicrobials, { admission: day0, intravenous: day0, condition: day0 });
}
