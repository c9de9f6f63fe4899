import { ago, daily, patient, verdict } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';
const BIRTH_SEX = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex';

const pm = (extra = {}) => patient(extra).condition('M33.20');
const positive = { valueCodeableConcept: { coding: [{ system: SNOMED, code: '10828004' }] } };
const vaccine = (code: string, day: number) => ({
  resourceType: 'Immunization',
  status: 'completed',
  subject: undefined,
  patient: { reference: 'Patient/p' },
  vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code }] },
  occurrenceDateTime: ago(day),
});
const procedure = (day: number, text = 'Total hip replacement') => ({
  resourceType: 'Procedure',
  status: 'completed',
  category: { coding: [{ system: SNOMED, code: '387713003' }] },
  code: { text },
  performedDateTime: ago(day),
});

const CPT = 'http://www.ama-assn.org/go/cpt';
const differential = { verificationStatus: { coding: [{ code: 'differential' }] } };
const active = { clinicalStatus: { coding: [{ code: 'active' }] } };
const treated = () => pm().order('prednisone', undefined, 10, null);
const atc = (code: string) => ({
  medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code }] },
});
const ceftriaxone = atc('J01DD04');
const amoxicillin = atc('J01CA04');

type Row = readonly [story: string, built: PatientBuilder, status: string, severity?: string];

const criteria: Readonly<Record<string, { readonly rule: string; readonly rows: readonly Row[] }>> = {
  adult: {
    rule: 'R-1',
    rows: [
      ['18 today', patient({ birthDate: '2008-03-01' }).condition('M33.20'), 'met'],
      ['18 tomorrow', patient({ birthDate: '2008-03-02' }).condition('M33.20'), 'not-met'],
      ['no birth date', patient({ birthDate: undefined }).condition('M33.20'), 'unknown'],
      ['born in 2008, day unknown', patient({ birthDate: '2008' }).condition('M33.20'), 'unknown'],
    ],
  },
  'diagnosis-in-scope': {
    rule: 'R-2',
    rows: [
      ['polymyositis', pm(), 'met'],
      ['inclusion body myositis', patient().condition('G72.41'), 'not-met'],
      ['unspecified code', patient().condition('M33.90'), 'unknown'],
      [
        'unspecified code, the subtype only in words',
        patient()
          .condition('G72.49')
          .add({ resourceType: 'Condition', code: { text: 'Polymyositis' } }),
        'unknown',
      ],
      ['confirmed, with another as a differential', pm().condition('G72.41', differential), 'met'],
      ['text only', patient().add({ resourceType: 'Condition', code: { text: 'Polymyositis' } }), 'unknown'],
      [
        'differential diagnosis',
        patient().condition('M33.20', { verificationStatus: { coding: [{ code: 'differential' }] } }),
        'unknown',
      ],
    ],
  },
  'bohan-peter-certainty': { rule: 'R-3', rows: [['never computable', pm(), 'unknown']] },
  'active-four-months-with-emg': { rule: 'R-5', rows: [['never computable', pm(), 'unknown']] },
  'antisynthetase-complete': {
    rule: 'R-4',
    rows: [
      [
        'all four',
        pm().condition('M13.0').condition('J84.9').observation({ system: LOINC, code: '8076-2' }, positive, 30),
        'met',
      ],
      [
        'no lung disease',
        pm().condition('M13.0').observation({ system: LOINC, code: '8076-2' }, positive, 30),
        'not-met',
      ],
      ['no antibody result', pm().condition('M13.0').condition('J84.9'), 'unknown'],
    ],
  },
  'not-amyopathic': {
    rule: 'R-10',
    rows: [
      ['polymyositis', pm(), 'met'],
      ['without myopathy', patient().condition('M33.13'), 'not-met', 'caution'],
      [
        'beside an antisynthetase syndrome',
        patient().condition('445187004', {}, SNOMED).condition('M33.13'),
        'not-met',
        'caution',
      ],
    ],
  },
  'not-overlap': {
    rule: 'R-11',
    rows: [
      ['polymyositis alone', pm(), 'met'],
      ['with systemic sclerosis', pm().condition('M34.0'), 'not-met', 'caution'],
      [
        'with one said to be over',
        pm().condition('M34.0', { clinicalStatus: { coding: [{ code: 'resolved' }] } }),
        'unknown',
        'caution',
      ],
      [
        'named in text only',
        pm().add({ resourceType: 'Condition', code: { text: 'Systemic sclerosis' } }),
        'unknown',
        'caution',
      ],
    ],
  },
  'not-cancer-associated': {
    rule: 'R-12',
    rows: [
      ['no malignancy', pm(), 'met'],
      ['paraneoplastic', patient().condition('M36.0'), 'not-met', 'caution'],
      [
        'paraneoplastic, in remission',
        pm().condition('M36.0', { clinicalStatus: { coding: [{ code: 'remission' }] } }),
        'unknown',
        'caution',
      ],
      ['active breast cancer', pm().condition('C50.911'), 'not-met', 'caution'],
      [
        'cancer in remission close to onset',
        pm().condition('C50.911', { clinicalStatus: { coding: [{ code: 'remission' }] } }),
        'unknown',
        'caution',
      ],
      [
        'cancer resolved 20 years ago',
        pm().condition('C50.911', { clinicalStatus: { coding: [{ code: 'resolved' }] }, recordedDate: '2005-01-01' }),
        'met',
      ],
    ],
  },
  'not-necrotising': {
    rule: 'R-13',
    rows: [
      ['no antibody', pm(), 'met'],
      ['SNOMED necrotising', patient().condition('715863001', {}, SNOMED), 'not-met', 'caution'],
      [
        'G72.49 with anti-SRP',
        patient().condition('G72.49').observation({ system: LOINC, code: '33921-8' }, positive, 30),
        'not-met',
        'caution',
      ],
      [
        'polymyositis with anti-SRP',
        pm().observation({ system: LOINC, code: '33921-8' }, positive, 30),
        'unknown',
        'caution',
      ],
    ],
  },
  'no-infection': {
    rule: 'R-14',
    rows: [
      ['nothing on file', pm().order('prednisone', undefined, 10, null), 'met'],
      ['chronic hepatitis B', pm().condition('B18.1'), 'not-met', 'caution'],
      ['active tuberculosis', pm().condition('A15.0'), 'not-met', 'contraindication'],
      [
        'resolved pneumonia',
        pm()
          .order('prednisone', undefined, 10, null)
          .condition('J18.9', { clinicalStatus: { coding: [{ code: 'resolved' }] } }),
        'met',
      ],
      ['no medication history', pm(), 'unknown'],
      ['pneumonia that has abated', treated().condition('J18.9', { abatementDateTime: ago(20) }), 'met'],
      ['pneumonia, active', treated().condition('J18.9', active), 'not-met', 'caution'],
      [
        'severe pneumonia',
        treated().condition('J18.9', { ...active, severity: { coding: [{ system: SNOMED, code: '24484000' }] } }),
        'not-met',
        'contraindication',
      ],
      [
        'pneumonia of an encounter 42 days ago',
        treated().condition('J18.9', { recordedDate: ago(42) }),
        'not-met',
        'caution',
      ],
      ['pneumonia of an encounter 43 days ago', treated().condition('J18.9', { recordedDate: ago(43) }), 'met'],
      ['IV ceftriaxone 7 days ago', treated().given('', undefined, 7, ceftriaxone), 'not-met', 'contraindication'],
      ['IV ceftriaxone 8 days ago', treated().given('', undefined, 8, ceftriaxone), 'met'],
      [
        'IV ceftriaxone that was not given',
        treated().given('', undefined, 1, { ...ceftriaxone, status: 'not-done' }),
        'met',
      ],
      [
        'IV ceftriaxone as a contained Medication',
        treated().given('', undefined, 1, {
          medicationCodeableConcept: undefined,
          medicationReference: { reference: '#m' },
          contained: [{ resourceType: 'Medication', id: 'm', code: ceftriaxone.medicationCodeableConcept }],
        }),
        'not-met',
        'contraindication',
      ],
      ['amoxicillin running', treated().order('', undefined, 5, null, daily(), amoxicillin), 'not-met', 'caution'],
      [
        'amoxicillin proposed',
        treated().order('', undefined, 5, null, daily(), { ...amoxicillin, intent: 'proposal' }),
        'met',
      ],
      [
        'amoxicillin forbidden',
        treated().order('', undefined, 5, null, daily(), { ...amoxicillin, doNotPerform: true }),
        'met',
      ],
      [
        'doxycycline open for 42 days',
        treated().order('', undefined, 41, null, daily(), amoxicillin),
        'not-met',
        'caution',
      ],
      ['doxycycline open for 43 days', treated().order('', undefined, 42, null, daily(), amoxicillin), 'met'],
      [
        'amoxicillin by its name alone',
        treated().order('', undefined, 5, null, daily(), {
          medicationCodeableConcept: { text: 'Amoxicillin 500 mg capsule' },
        }),
        'unknown',
        'caution',
      ],
      [
        'eye drops',
        treated().order('', undefined, 5, null, daily(), {
          medicationCodeableConcept: { text: 'Ciprofloxacin eye drops' },
        }),
        'met',
      ],
      [
        'admitted for pneumonia',
        treated()
          .condition('J18.9', { ...active, id: 'pneumonia' })
          .add({
            resourceType: 'Encounter',
            status: 'in-progress',
            class: { code: 'IMP' },
            diagnosis: [{ condition: { reference: 'Condition/pneumonia' } }],
          }),
        'not-met',
        'contraindication',
      ],
    ],
  },
  'no-major-surgery': {
    rule: 'R-15',
    rows: [
      ['56 days ago', pm().add(procedure(56)), 'unknown', 'caution'],
      ['57 days ago', pm().add(procedure(57)), 'met'],
      ['a biopsy', pm().add(procedure(5, 'Muscle biopsy')), 'met'],
      ['procedures not looked at', pm(), 'unknown'],
      [
        'by its CPT code',
        pm().add({ ...procedure(10), category: undefined, code: { coding: [{ system: CPT, code: '44950' }] } }),
        'unknown',
        'caution',
      ],
      [
        'by a CPT code of another chapter',
        pm().add({ ...procedure(10), category: undefined, code: { coding: [{ system: CPT, code: '71046' }] } }),
        'met',
      ],
      ['without a date', pm().add({ ...procedure(10), performedDateTime: undefined }), 'unknown'],
      [
        'that ended 50 days ago',
        pm().add({ ...procedure(10), performedDateTime: undefined, performedPeriod: { start: ago(60), end: ago(50) } }),
        'unknown',
        'caution',
      ],
    ],
  },
  'no-live-vaccine': {
    rule: 'R-16',
    rows: [
      ['MMR 28 days ago', pm().add(vaccine('03', 28)), 'not-met', 'contraindication'],
      ['MMR 29 days ago', pm().add(vaccine('03', 29)), 'met'],
      ['inactivated influenza yesterday', pm().add(vaccine('150', 1)), 'met'],
      ['zoster, unspecified, yesterday', pm().add(vaccine('188', 1)), 'unknown', 'caution'],
      ['no immunisation on file', pm(), 'unknown'],
      ['only one that was not given', pm().add({ ...vaccine('150', 1), status: 'not-done' }), 'unknown'],
      [
        'zoster, unspecified, without a date',
        pm().add({ ...vaccine('188', 1), occurrenceDateTime: undefined }),
        'unknown',
        'caution',
      ],
      [
        'MMR by its name beside the code for unknown',
        pm().add({
          ...vaccine('999', 5),
          vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '999' }], text: 'MMR' },
        }),
        'unknown',
        'caution',
      ],
    ],
  },
  'not-pregnant-or-lactating': {
    rule: 'R-17',
    rows: [
      [
        'pregnant',
        pm({ birthDate: '1990-01-01' }).condition('Z33.1', { recordedDate: ago(60) }),
        'not-met',
        'contraindication',
      ],
      [
        'pregnancy of last year',
        pm({ birthDate: '1990-01-01' }).condition('Z33.1', { recordedDate: ago(301) }),
        'unknown',
      ],
      [
        'breastfeeding',
        pm({ birthDate: '1990-01-01' }).condition('Z39.1', { recordedDate: ago(730) }),
        'not-met',
        'contraindication',
      ],
      [
        'breastfeeding of years ago',
        pm({ birthDate: '1990-01-01' }).condition('Z39.1', { recordedDate: ago(731) }),
        'unknown',
      ],
      ['56 years old', pm({ birthDate: '1970-02-01' }), 'met'],
      ['male birth sex', pm({ birthDate: '1990-01-01', extension: [{ url: BIRTH_SEX, valueCode: 'M' }] }), 'met'],
      ['gender alone', pm({ birthDate: '1990-01-01', gender: 'male' }), 'unknown'],
      [
        'negative test 7 days ago',
        pm({ birthDate: '1990-01-01' }).observation(
          { system: LOINC, code: '2106-3' },
          { valueCodeableConcept: { coding: [{ system: SNOMED, code: '260385009' }] } },
          7,
        ),
        'met',
      ],
      [
        'negative test 8 days ago',
        pm({ birthDate: '1990-01-01' }).observation(
          { system: LOINC, code: '2106-3' },
          { valueCodeableConcept: { coding: [{ system: SNOMED, code: '260385009' }] } },
          8,
        ),
        'unknown',
      ],
    ],
  },
  'not-inclusion-body-myositis': {
    rule: 'R-18',
    rows: [
      ['polymyositis', pm(), 'met'],
      ['G72.41', patient().condition('G72.41'), 'not-met', 'caution'],
      [
        'though another code names the subtype',
        patient().condition('G72.41').condition('M33.02'),
        'not-met',
        'caution',
      ],
      ['only as a differential diagnosis', pm().condition('G72.41', differential), 'unknown', 'caution'],
      [
        'only in words',
        pm().add({ resourceType: 'Condition', code: { text: 'Inclusion body myositis' } }),
        'unknown',
        'caution',
      ],
    ],
  },
};

describe.each(Object.entries(criteria))('%s', (id, { rule, rows }) => {
  it.each(rows.map(([story, ...rest]) => [story, rest] as const))('%s', (_story, [built, status, severity]) => {
    const found = verdict(built.assess(), rule);
    expect(found).toMatchObject({ id, status });
    expect(found.severity).toBe(severity);
    if (status === 'unknown') expect(found.missing.length).toBeGreaterThan(0);
    expect(found.cites.length).toBeGreaterThan(0);
  });
});

describe('subtypes, first match wins', () => {
  it.each([
    ['juvenile', patient().condition('M33.02').condition('G72.41')],
    ['juvenile', patient({ birthDate: '2012-01-01' }).condition('M33.20')],
    ['inclusion-body-myositis', patient().condition('G72.41').condition('M36.0')],
    ['cancer-associated', patient().condition('M36.0').condition('M34.0')],
    ['immune-mediated-necrotising-myopathy', patient().condition('715863001', {}, SNOMED).condition('M34.0')],
    ['overlap', patient().condition('M33.20').condition('M32.10').condition('445187004', {}, SNOMED)],
    ['antisynthetase-syndrome', patient().condition('445187004', {}, SNOMED).condition('M33.13')],
    ['amyopathic-dermatomyositis', patient().condition('M33.93').condition('M33.20')],
    ['dermatomyositis', patient().condition('M33.10')],
    ['polymyositis', patient().condition('31384009', {}, SNOMED)],
    ['unspecified', patient().condition('M33.99')],
    ['none', patient().condition('I10')],
    ['none', patient().add({ resourceType: 'Condition', code: { text: 'Family history of polymyositis' } })],
  ])('%s', (subtype, built) => {
    const { diagnosis, stage } = built.assess();
    expect(diagnosis.subtype).toBe(subtype);
    expect(stage === 'out-of-scope').toBe(subtype === 'none');
  });
});
