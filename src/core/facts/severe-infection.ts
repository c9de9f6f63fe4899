/** Severe infection as R-33 has it, in a stretch of time: in hospital for an infection, or antimicrobials into a vein. */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from './conditions.js';
import type { FactContext } from './context.js';
import { infectionsOf } from './infections.js';
import { listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { INFECTION_SETS } from '../knowledge/value-set-ids.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { relativeReference } from '../record/reference.js';
import { conceptLabel } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { Day } from '../time.js';
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

/** The infection an encounter was for, and whether a code says so. */
function infectionOf(
  { record, knowledge }: FactContext,
  resource: JsonObject,
): { label: string; isFirm: boolean } | undefined {
  for (const concept of listOf(resource, 'reasonCode')) {
    const match = knowledge.codes.matchConcept(concept).find(({ id }) => INFECTIONS.includes(id));
    if (match) return { label: conceptLabel(concept) || 'infection', isFirm: match.by === 'code' };
  }
  const links = [
    ...listOf(resource, 'reasonReference'),
    ...listOf(resource, 'diagnosis').map((diagnosis) => member(diagnosis, 'condition')),
  ];
  for (const link of links) {
    const reference = textOf(link, 'reference');
    const name = reference === undefined ? undefined : (relativeReference(reference) ?? reference);
    const entry = INFECTIONS.flatMap((id) => record.coded.of(id)).find((one) => one.reference === name);
    if (entry) return { label: conceptLabel(entry.resource['code']) || 'infection', isFirm: entry.by === 'code' };
  }
  return undefined;
}

function admissions(context: FactContext, from: Day): SevereInfections {
  const firm: Evidence[] = [];
  const possible: Evidence[] = [];
  for (const { resource, reference } of context.record.encounters) {
    const code = textOf(resource['class'], 'code');
    const isInpatient = INPATIENT.includes(code) || resource['hospitalization'] !== undefined;
    if ((!isInpatient && code !== OBSERVATION) || NOT_HAPPENED.includes(resource['status'])) continue;
    const start = parseFhirDate(member(resource['period'], 'start'), context.calendar);
    const end = parseFhirDate(member(resource['period'], 'end'), context.calendar);
    // a stay that is going on needs no date to be one of now
    const isGoingOn = resource['status'] === 'in-progress';
    if (start ? start.earliest > context.asOf : !isGoingOn) continue;
    const last = end?.latest ?? (resource['status'] === 'finished' ? start?.latest : undefined);
    if (last !== undefined && last < from) continue;
    const infection = infectionOf(context, resource);
    if (!infection) continue;
    const evidence: Evidence = {
      label: 'Hospital admission',
      value: infection.label,
      date: start && formatRange(start),
      reference,
      path: 'Encounter.reasonCode',
    };
    const hasNight = isInpatient || (start !== undefined && end !== undefined && end.latest > start.earliest);
    (hasNight && infection.isFirm ? firm : possible).push(evidence);
  }
  return { firm, possible };
}

/** Current ones, and those that were recorded since a day; active tuberculosis is severe by itself (S-08). */
function severeConditions(context: FactContext, from: Day): readonly Evidence[] {
  const { codes } = context.knowledge;
  const recorded = conditionsIn(context, INFECTIONS).filter(
    ({ entry: { on } }) => on !== undefined && on.latest >= from,
  );
  const severe = [...infectionsOf(context), ...recorded].filter(
    ({ id, entry, isFirm }) =>
      isFirm &&
      (id === 'tuberculosis' ||
        codes.matchConcept(entry.resource['severity']).some((match) => match.id === 'severity-severe')),
  );
  return [...new Map(severe.map((one) => [one.entry.reference, evidenceOfCondition(one)])).values()];
}

/** From which day on each kind of evidence counts. */
interface Since {
  readonly admission: Day;
  readonly intravenous: Day;
  /** Of conditions that are over; current ones always count. */
  readonly condition: Day;
}

const isSureInfusion = ({ isGiven, isFirm }: AntimicrobialUse): boolean => isGiven && isFirm;

function found(context: FactContext, antimicrobials: readonly AntimicrobialUse[], since: Since): SevereInfections {
  const admitted = admissions(context, since.admission);
  const intravenous = antimicrobials.filter(({ isIntravenous, to }) => isIntravenous && to >= since.intravenous);
  return {
    firm: [
      ...admitted.firm,
      ...intravenous.filter(isSureInfusion).map(({ evidence }) => evidence),
      ...severeConditions(context, since.condition),
    ],
    possible: [
      ...admitted.possible,
      ...intravenous.filter((one) => !isSureInfusion(one)).map(({ evidence }) => evidence),
    ],
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
