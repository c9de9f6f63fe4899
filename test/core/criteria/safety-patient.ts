/** Patients for the safety rules: one with everything clear, and the parts that take it away. */
import { ago, patient, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

export type Json = Record<string, unknown>;
export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const ATC = 'http://www.whocc.no/atc';
export const CVX = 'http://hl7.org/fhir/sid/cvx';

export const HBSAG = '5196-1';
export const ANTI_HBC = '13952-7';
export const HBV_DNA = '42595-9';
const ANC = '751-8';
const PLATELETS = '777-3';
export const HCG = '2106-3';

export const gram = (value: number): Json => quantity(value, 'g');
export const milligram = (value: number): Json => quantity(value, 'mg');
export const pm = (extra: Json = {}): PatientBuilder => patient(extra).condition('M33.20');
export const number = (
  built: PatientBuilder,
  code: string,
  value: number,
  unit: string,
  day: number,
  extra: Json = {},
) => built.observation({ system: LOINC, code }, { valueQuantity: quantity(value, unit) }, day, extra);
export const igg = (built: PatientBuilder, value: number, day: number, extra: Json = {}) =>
  number(built, '2465-3', value, 'g/L', day, extra);
export const anc = (built: PatientBuilder, value: number, day = 5) => number(built, ANC, value, '10*9/L', day);
export const platelets = (built: PatientBuilder, value: number, day = 5) =>
  number(built, PLATELETS, value, '10*9/L', day);
export const temperature = (built: PatientBuilder, degrees: number, day = 0, unit = 'Cel') =>
  number(built, '8310-5', degrees, unit, day);
export const screened = (built: PatientBuilder, day = 30) =>
  built.result(HBSAG, 'negative', day).result(ANTI_HBC, 'negative', day);
export const treated = (day0 = 180): PatientBuilder =>
  pm()
    .given('rituximab', milligram(1000), day0)
    .given('rituximab', milligram(1000), day0 - 14);

export const order = (code: string, from = 30, extra: Json = {}, text = 'drug'): Json => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { coding: [{ system: ATC, code }], text },
  authoredOn: ago(from),
  ...extra,
});
export const worded = (text: string, extra: Json = {}): Json => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { text },
  authoredOn: ago(10),
  ...extra,
});
export const vaccine = (code: string, day: number, extra: Json = {}): Json => ({
  resourceType: 'Immunization',
  status: 'completed',
  subject: undefined,
  patient: { reference: 'Patient/p' },
  vaccineCode: { coding: [{ system: CVX, code }] },
  occurrenceDateTime: ago(day),
  ...extra,
});
export const NO_ALLERGY: Json = {
  resourceType: 'AllergyIntolerance',
  subject: undefined,
  patient: { reference: 'Patient/p' },
  code: { coding: [{ system: SNOMED, code: '716186003' }] },
};
const VISIT: Json = {
  resourceType: 'Encounter',
  status: 'finished',
  class: { code: 'AMB' },
  period: { start: ago(20) },
};
export const text = (words: string, day = 20): Json => ({
  resourceType: 'Condition',
  code: { text: words },
  recordedDate: ago(day),
});

/** A man of 55 with polymyositis in whom every safety rule that looks for a finding finds none. */
export const clear = (): PatientBuilder =>
  platelets(
    anc(
      igg(
        screened(
          pm({
            gender: 'male',
            birthDate: '1970-05-05',
            extension: [{ url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex', valueCode: 'M' }],
          }),
        ),
        9,
        30,
      ),
      3,
    ),
    200,
  )
    .add(NO_ALLERGY)
    .add(VISIT)
    .add({
      resourceType: 'Procedure',
      status: 'completed',
      code: { text: 'Biopsy of muscle' },
      performedDateTime: ago(900),
    })
    .add(vaccine('140', 60))
    .order('azathioprine', milligram(150), 200, null)
    .order('prednisone', milligram(10), 200, null);
