/** Infections on file: those that are current, and those that are severe by R-33 and S-05. */
import { listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { INFECTION_SETS } from '../knowledge/value-set-ids.js';
import { relativeReference } from '../record/reference.js';
import { parseFhirDate } from '../time.js';
import { conditionsIn, evidenceOfCondition, isStaleEncounterDiagnosis } from './conditions.js';
import type { ConditionFact } from './conditions.js';
import type { FactContext } from './context.js';
import { finding } from './finding.js';
import type { Finding } from './finding.js';

/** Infections that pass; the others on the list last, whatever an old encounter says. */
const ACUTE: readonly string[] = ['serious-infection'];
const ADMITTED: readonly unknown[] = ['IMP', 'ACUTE', 'NONAC', 'OBSENC'];
export function infectionsOf(context: FactContext): readonly ConditionFact[] {
  const from = context.asOf - context.parameters.population.encounterDiagnosisCurrentDays.value;
  return conditionsIn(context, INFECTION_SETS).filter(
    (one) => one.isCurrent && !(ACUTE.includes(one.id) && isStaleEncounterDiagnosis(one, from)),
  );
}

const isSevere = ({ entry }: ConditionFact, { knowledge }: FactContext): boolean =>
  knowledge.codes.matchConcept(entry.resource['severity']).some(({ id }) => id === 'severity-severe');

/** A stay in hospital that is not over on the day. */
function isOpenStay(resource: JsonObject, { calendar, asOf }: FactContext): boolean {
  if (!ADMITTED.includes(textOf(resource['class'], 'code')) && resource['hospitalization'] === undefined) return false;
  if (resource['status'] === 'in-progress') return true;
  const start = parseFhirDate(member(resource['period'], 'start'), calendar);
  const end = parseFhirDate(member(resource['period'], 'end'), calendar);
  if (!start || start.earliest > asOf) return false;
  return end === undefined ? resource['status'] !== 'finished' : end.latest >= asOf;
}

/** Stays in hospital for an infection, by their reason or by the diagnosis they name. */
function admissions(context: FactContext, infections: readonly ConditionFact[]): readonly Finding[] {
  const { record, knowledge, calendar } = context;
  const sets: readonly string[] = INFECTION_SETS;
  const references = new Map(infections.map(({ entry }) => [entry.reference, entry.resource['code']]));
  return record.encounters.flatMap(({ resource, reference }) => {
    if (!isOpenStay(resource, context)) return [];
    const reason = listOf(resource, 'reasonCode').find((concept) =>
      knowledge.codes.matchConcept(concept).some(({ id, by }) => by === 'code' && sets.includes(id)),
    );
    const named = [
      ...listOf(resource, 'reasonReference'),
      ...listOf(resource, 'diagnosis').map((one) => member(one, 'condition')),
    ].map((one) => relativeReference(textOf(one, 'reference') ?? '') ?? '');
    const concept = reason ?? named.map((one) => references.get(one)).find((one) => one !== undefined);
    if (concept === undefined) return [];
    const on = parseFhirDate(member(resource['period'], 'start'), calendar);
    const path = reason === undefined ? 'Encounter.diagnosis' : 'Encounter.reasonCode';
    return [finding({ label: 'Admission for infection', concept, on, reference, path }, true)];
  });
}

export function severeInfectionsOf(context: FactContext, infections: readonly ConditionFact[]): readonly Finding[] {
  const severe = infections
    .filter((one) => one.isFirm && (one.id === 'tuberculosis' || isSevere(one, context)))
    .map((one) => ({ evidence: evidenceOfCondition(one), on: one.entry.on, isFirm: true }));
  return [...admissions(context, infections), ...severe];
}
