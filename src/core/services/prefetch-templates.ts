/** Prefetch templates derived from the value sets (terminology page 7.3): a code enabled there is asked for here. */
import type { Knowledge } from '../knowledge/compile.js';
import { ANTIBODIES, BODY_MEASURES, DRUG_LEVELS, ENZYMES, SAFETY_TESTS } from '../knowledge/value-set-ids.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { LOOKUPS } from '../record/record.js';
import type { Lookup } from '../record/record.js';

const LOINC = 'http://loinc.org';
const PATIENT = '{{context.patientId}}';

const LAB_SETS: readonly ValueSetId[] = [...ENZYMES, ...DRUG_LEVELS];

const byType = (type: string, count: number, more = ''): string => `${type}?patient=${PATIENT}${more}&_count=${count}`;

export function prefetchTemplates({ codes }: Knowledge): Readonly<Record<string, string>> {
  const byCodes = (sets: readonly ValueSetId[], count: number): string =>
    byType('Observation', count, `&code=${sets.flatMap((id) => codes.codesOf(id, LOINC)).join(',')}`);
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
    questionnaires: byType('QuestionnaireResponse', 50),
    immunizations: byType('Immunization', 200),
    procedures: byType('Procedure', 100),
    encounters: byType('Encounter', 100),
  };
  return Object.fromEntries(LOOKUPS.map((lookup) => [lookup, templates[lookup]]));
}
