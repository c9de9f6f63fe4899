/** Prefetch templates derived from the value sets (terminology page 7.3): a code enabled there is asked for here. */
import type { Knowledge } from '../knowledge/compile.js';
import {
  ANTIBODIES,
  ATTESTATIONS,
  BODY_MEASURES,
  CORE_SET_MEASURES,
  DRUG_LEVELS,
  ENZYMES,
  PERFORMANCE_MEASURE,
  SAFETY_TESTS,
} from '../knowledge/value-set-ids.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { LOOKUPS } from '../record/record.js';
import type { Lookup } from '../record/record.js';

const LOINC = 'http://loinc.org';
const PATIENT = '{{context.patientId}}';

const CORE_SET = 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set';

const LAB_SETS: readonly ValueSetId[] = [...ENZYMES, ...DRUG_LEVELS];
/** Not every site files them under the category `survey`, by which `assessments` asks. */
const SCORE_SETS: readonly ValueSetId[] = [...CORE_SET_MEASURES, ...ATTESTATIONS, ...PERFORMANCE_MEASURE];
/** What may be reported as a component of a panel whose own code says nothing. */
const PANEL_SETS: readonly ValueSetId[] = [...ENZYMES, ...ANTIBODIES, ...SAFETY_TESTS];

const byType = (type: string, count: number, more = ''): string => `${type}?patient=${PATIENT}${more}&_count=${count}`;

export function prefetchTemplates({ codes }: Knowledge): Readonly<Record<string, string>> {
  const listed = (sets: readonly ValueSetId[], ...systems: readonly string[]): string =>
    [...new Set(sets.flatMap((id) => systems.flatMap((system) => codes.codesOf(id, system))))].join(',');
  const byCodes = (sets: readonly ValueSetId[], count: number): string =>
    byType('Observation', count, `&code=${listed(sets, LOINC)}`);
  const templates: Readonly<Record<Lookup, string>> = {
    patient: `Patient/${PATIENT}`,
    conditions: byType('Condition', 200),
    medicationRequests: byType('MedicationRequest', 200),
    medicationAdministrations: byType('MedicationAdministration', 200),
    medicationStatements: byType('MedicationStatement', 200),
    medicationDispenses: byType('MedicationDispense', 200),
    serviceRequests: byType('ServiceRequest', 200),
    allergies: byType('AllergyIntolerance', 100),
    labsCore: byCodes(LAB_SETS, 200),
    safetyLabs: byCodes(SAFETY_TESTS, 200),
    autoantibodies: byCodes(ANTIBODIES, 100),
    bodyMeasures: byCodes(BODY_MEASURES, 100),
    assessments: byType('Observation', 100, '&category=survey'),
    scores: byType('Observation', 200, `&code=${listed(SCORE_SETS, LOINC, CORE_SET)}`),
    panels: byType('Observation', 100, `&component-code=${listed(PANEL_SETS, LOINC)}`),
    questionnaires: byType('QuestionnaireResponse', 50),
    immunizations: byType('Immunization', 200),
    procedures: byType('Procedure', 100),
    encounters: byType('Encounter', 100),
  };
  return Object.fromEntries(LOOKUPS.map((lookup) => [lookup, templates[lookup]]));
}
