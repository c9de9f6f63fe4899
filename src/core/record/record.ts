/** One patient's data, indexed once: what each rule reads is a look-up, never a search. */
import type { Coverage, NotUsed } from '../assessment.js';
import type { JsonObject } from '../json.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { RecognitionResult } from '../terminology/recognition.js';
import type { DayRange } from '../time.js';
import type { Found } from './walk.js';

/** The look-ups a record is built from; each is `complete`, `partial` or `unavailable`. */
export const LOOKUPS = [
  'patient',
  'conditions',
  'medicationRequests',
  'medicationAdministrations',
  'medicationStatements',
  'medicationDispenses',
  'serviceRequests',
  'allergies',
  'labsCore',
  'safetyLabs',
  'autoantibodies',
  'bodyMeasures',
  'assessments',
  'scores',
  'panels',
  'questionnaires',
  'immunizations',
  'procedures',
  'encounters',
] as const;
export type Lookup = (typeof LOOKUPS)[number];

/** The resource type that each look-up asks for. */
export const TYPE_OF_LOOKUP: Readonly<Record<Lookup, string>> = {
  patient: 'Patient',
  conditions: 'Condition',
  medicationRequests: 'MedicationRequest',
  medicationAdministrations: 'MedicationAdministration',
  medicationStatements: 'MedicationStatement',
  medicationDispenses: 'MedicationDispense',
  serviceRequests: 'ServiceRequest',
  allergies: 'AllergyIntolerance',
  labsCore: 'Observation',
  safetyLabs: 'Observation',
  autoantibodies: 'Observation',
  bodyMeasures: 'Observation',
  assessments: 'Observation',
  scores: 'Observation',
  panels: 'Observation',
  questionnaires: 'QuestionnaireResponse',
  immunizations: 'Immunization',
  procedures: 'Procedure',
  encounters: 'Encounter',
};

/** A resource of this patient with the reference a card can show. */
export interface Entry {
  readonly resource: JsonObject;
  readonly reference: string;
}

/** A resource found through a value set. Text alone supports a finding but never decides it. */
export interface CodedEntry extends Entry {
  readonly by: 'code' | 'text';
  /** Index of the `Observation.component` that carries the code; absent when the resource itself does. */
  readonly component?: number | undefined;
  /** The `QuestionnaireResponse.item` that answers for the code. */
  readonly item?: JsonObject | undefined;
  /** When it happened; undefined when the record does not say. */
  readonly on: DayRange | undefined;
  /** The day is that of the report, for the record does not say when the sample was taken. */
  readonly isDatedByReport: boolean;
}

export type MedicationResource =
  'MedicationRequest' | 'MedicationStatement' | 'MedicationDispense' | 'MedicationAdministration';

export interface MedicationEntry extends Entry {
  readonly type: MedicationResource;
  /** The CodeableConcept that names the drug, the resource's own or that of the Medication it refers to. */
  readonly concept: unknown;
  /** Strength of a referenced Medication's ingredient is part of `recognised`. */
  readonly recognised: RecognitionResult;
  readonly unresolvedReference: boolean;
}

interface CodedEntries {
  readonly of: (id: ValueSetId) => readonly CodedEntry[];
}

export interface PatientRecord {
  /** `Patient/123` */
  readonly reference: string;
  readonly patient: JsonObject;
  /** Found through a value set. */
  readonly coded: CodedEntries;
  /** By codes close to a value set that wait for a decision: they decide nothing, and a finding among them is told. */
  readonly toReview: CodedEntries;
  readonly medications: readonly MedicationEntry[];
  readonly allergies: readonly Entry[];
  readonly adverseEvents: readonly Entry[];
  readonly immunizations: readonly Entry[];
  readonly procedures: readonly Entry[];
  readonly encounters: readonly Entry[];
  readonly questionnaires: readonly Entry[];
  readonly serviceRequests: readonly Entry[];
  /** What a `medicationReference` may point to. */
  readonly medicationResources: readonly Found[];
  readonly looked: Readonly<Record<Lookup, Coverage>>;
  /** `looked` as the face names it: prefetch keys, or resource types for `/assessments`. */
  readonly coverage: Readonly<Record<string, Coverage>>;
  readonly notUsed: readonly NotUsed[];
}
