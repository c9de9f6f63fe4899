import type { Assessment } from '../../../src/core/assessment.js';
import { ago, patient, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';
import { knowledge } from '../../knowledge.js';
import { evaluate } from '../../../src/core/evaluate.js';
import { recordFromBundle } from '../../../src/core/record/from-bundle.js';
import { calendarOf, parseDay } from '../../../src/core/time.js';

const asOf = parseDay('2026-03-01') ?? 0;

function assessed(entry: readonly object[]): Assessment {
  const calendar = calendarOf('UTC');
  const assembled = recordFromBundle({ resourceType: 'Bundle', type: 'collection', entry }, knowledge, calendar);
  if (assembled.kind === 'fault') throw new Error(assembled.fault);
  return evaluate({ record: assembled.record, asOf, knowledge, calendar });
}

const SELF = 'https://ehr.example/fhir/Patient/p';
const self = { fullUrl: SELF, resource: { resourceType: 'Patient', id: 'p', birthDate: '1970-01-01' } };
const condition = (reference: string, extra = {}) => ({
  resource: {
    resourceType: 'Condition',
    id: 'c',
    subject: { reference },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'M33.20' }] },
    ...extra,
  },
});

describe('whom a resource is about', () => {
  it.each([
    ['relative', 'Patient/p', 'polymyositis'],
    ['absolute, of the same server', SELF, 'polymyositis'],
    ['of a version', `${SELF}/_history/2`, 'polymyositis'],
    ['the same id on another server', 'https://other.example/fhir/Patient/p', 'none'],
    ['another patient', 'Patient/q', 'none'],
  ])('%s', (_story, reference, subtype) => {
    const { diagnosis, notUsed } = assessed([self, condition(reference)]);
    expect(diagnosis.subtype).toBe(subtype);
    expect(notUsed.length).toBe(subtype === 'none' ? 1 : 0);
  });

  it('a patient without an id is known by the address of the entry', () => {
    const entry = { fullUrl: SELF, resource: { resourceType: 'Patient', birthDate: '1970-01-01' } };
    const assessment = assessed([entry, condition('Patient/p')]);
    expect(assessment.patient).toBe('Patient/p');
    expect(assessment.diagnosis.subtype).toBe('polymyositis');
  });
});

it('of two versions the one made later counts, whatever the time zone it is written in', () => {
  const code = (value: string) => ({
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: value }] },
  });
  const older = condition('Patient/p', { ...code('M33.10'), meta: { lastUpdated: '2026-02-11T01:00:00Z' } });
  const newer = condition('Patient/p', { ...code('M33.20'), meta: { lastUpdated: '2026-02-10T23:00:00-05:00' } });
  expect(assessed([self, older, newer]).diagnosis.subtype).toBe('polymyositis');
  expect(assessed([self, newer, older]).diagnosis.subtype).toBe('polymyositis');
});

describe('a medication that nobody names', () => {
  const treated = (): PatientBuilder => patient().condition('M33.20').order('leflunomide', quantity(20, 'mg'), 200, 50);
  const order = (medication: object) => ({
    resourceType: 'MedicationRequest',
    status: 'completed',
    intent: 'order',
    authoredOn: ago(300),
    ...medication,
  });

  it.each([
    ['a reference that leads nowhere', { medicationReference: { reference: 'Medication/zzz' } }, 'unknown'],
    ['nothing at all', { medicationCodeableConcept: {} }, 'unknown'],
    ['a drug that is not on the list', { medicationCodeableConcept: { text: 'Amlodipine 5 mg' } }, 'not-met'],
    [
      'a reference with a name',
      { medicationReference: { reference: 'Medication/z', display: 'Amlodipine' } },
      'not-met',
    ],
  ])('%s', (_story, medication, status) => {
    const assessment = treated().add(order(medication)).assess();
    expect(assessment.verdicts.find(({ rule }) => rule === 'R-20')?.status).toBe(status);
    expect(assessment.notUsed.length).toBe(status === 'unknown' ? 1 : 0);
  });
});
