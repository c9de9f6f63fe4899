/** Severe infection (S-05, R-33, R-46): what is one, what may have been one, what is none; now and since day 0. */
import { ago, verdict } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';
import { ATC, NO_ALLERGY, SNOMED, igg, treated } from '../criteria/safety-patient.js';
import type { Json } from '../criteria/safety-patient.js';

const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const IV = { coding: [{ system: SNOMED, code: '47625008' }] };
const coded = (code: string, system = ICD) => ({ coding: [{ system, code }] });
/** Schedule A 180 days ago; nothing stops the repeat. */
const clear = (): PatientBuilder =>
  igg(treated(), 9, 30)
    .add(NO_ALLERGY)
    .add({ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, period: { start: ago(20) } });
const stay = (reason?: Json, extra: Json = {}, code = 'IMP'): Json => ({
  resourceType: 'Encounter',
  id: 'stay',
  status: 'finished',
  class: { code },
  period: { start: ago(100), end: ago(92) },
  ...(reason ? { reasonCode: [reason] } : {}),
  ...extra,
});
const condition = (code: string, extra: Json = {}, system = ICD): Json => ({
  resourceType: 'Condition',
  code: coded(code, system),
  clinicalStatus: { coding: [{ code: 'resolved' }] },
  onsetDateTime: ago(100),
  ...extra,
});
const infused = (code: string, day = 90, dosage?: Json): Json => ({
  resourceType: 'MedicationAdministration',
  status: 'completed',
  medicationCodeableConcept: { ...coded(code, ATC), text: 'drug' },
  effectiveDateTime: ago(day),
  ...(dosage ? { dosage } : {}),
});
const statusOf = (resources: readonly Json[]) => {
  const built = clear();
  for (const resource of resources) built.add(resource);
  const assessment = built.assess();
  return { now: verdict(assessment, 'S-05').status, repeat: assessment.repeatCourse?.status, assessment };
};
const ACTIVE = { clinicalStatus: { coding: [{ code: 'active' }] }, onsetDateTime: ago(11) };
const PNEUMONIA = coded('J18.9');

describe('the diagnosis alone is a possible one (terminology page 4)', () => {
  it.each([
    ['A41.9', ICD],
    ['91302008', SNOMED],
    ['B59', ICD],
    ['J18.9', ICD],
  ])('%s', (code, system) => {
    expect(statusOf([condition(code, {}, system)])).toMatchObject({ now: 'met', repeat: 'cannot-state' });
    expect(statusOf([condition(code, ACTIVE, system)])).toMatchObject({ now: 'unknown', repeat: 'cannot-state' });
  });

  it.each<readonly [string, Json, string, string]>([
    ['severe by its own word', condition('J18.9', { severity: { text: 'severe' } }), 'met', 'stop'],
    ['mild by its own word', condition('J18.9', { severity: { text: 'mild' } }), 'met', 'no-stop-found'],
    ['before day 0', condition('J18.9', { onsetDateTime: ago(181) }), 'met', 'no-stop-found'],
    ['of a year that holds day 0', condition('J18.9', { onsetDateTime: '2025' }), 'met', 'cannot-state'],
    [
      'severe, of a year that holds day 0',
      condition('J18.9', { onsetDateTime: '2025', severity: { text: 'severe' } }),
      'met',
      'cannot-state',
    ],
    ['of no day', condition('J18.9', { onsetDateTime: undefined }), 'met', 'cannot-state'],
    ['cystitis, not in hospital', condition('N39.0'), 'met', 'no-stop-found'],
  ])('%s', (_story, entry, now, repeat) => {
    expect(statusOf([entry])).toMatchObject({ now, repeat });
  });
});

describe('stays (5.6)', () => {
  it.each<readonly [string, readonly Json[], string]>([
    ['for pneumonia', [stay(PNEUMONIA)], 'stop'],
    ['for a broken hip', [stay(coded('S72.0'))], 'no-stop-found'],
    [
      'a condition of the stay',
      [stay(), condition('J18.9', { onsetDateTime: ago(300), encounter: { reference: 'Encounter/stay' } })],
      'cannot-state',
    ],
    [
      'a condition during the stay',
      [stay(coded('S72.0')), condition('N39.0', { onsetDateTime: ago(95) })],
      'cannot-state',
    ],
    [
      'a condition after the stay',
      [stay(coded('S72.0')), condition('N39.0', { onsetDateTime: ago(91) })],
      'no-stop-found',
    ],
    [
      'a hepatitis that lasts, written down during it',
      [stay(coded('S72.0')), condition('B18.2', { onsetDateTime: ago(95) })],
      'no-stop-found',
    ],
    ['in an emergency department', [stay(PNEUMONIA, {}, 'EMER')], 'cannot-state'],
    ['of a class of the site', [stay(PNEUMONIA, {}, '1007')], 'cannot-state'],
    ['in an outpatient clinic', [stay(coded('N39.0'), {}, 'AMB')], 'no-stop-found'],
    ['in a month since day 0', [stay(PNEUMONIA, { period: { start: '2025-11', end: '2025-11' } })], 'stop'],
    ['in the year that holds day 0', [stay(PNEUMONIA, { period: { start: '2025', end: '2025' } })], 'cannot-state'],
    ['before day 0', [stay(PNEUMONIA, { period: { start: ago(200), end: ago(190) } })], 'no-stop-found'],
    ...['N39.0', 'L03.115', 'A08.4', 'U07.1', 'J69.0'].map(
      (code) => [`for ${code}`, [stay(coded(code))], 'cannot-state'] as const,
    ),
    ...['68566005', '128045006'].map((code) => [`for ${code}`, [stay(coded(code, SNOMED))], 'cannot-state'] as const),
    ['for late effects of an infection', [stay(coded('B94.8'))], 'no-stop-found'],
  ])('%s: %s', (_story, resources, repeat) => {
    expect(statusOf(resources)).toMatchObject({ now: 'met', repeat });
  });

  it('lists a stay whose day nobody tells, and leaves now open', () => {
    const { now, repeat, assessment } = statusOf([stay(PNEUMONIA, { period: undefined })]);
    expect([now, repeat]).toEqual(['unknown', 'cannot-state']);
    expect(assessment.notUsed).toContainEqual({
      reference: 'Encounter/stay',
      reason: 'no period says when the stay was',
    });
  });

  it('does not take a year for today', () => {
    const year = (period: Json) => statusOf([stay(PNEUMONIA, { period })]).now;
    expect(year({ start: '2026', end: '2026' })).toBe('unknown');
    expect(year({ start: '2025', end: '2025' })).toBe('met');
  });
});

describe('antimicrobials into a vein', () => {
  it.each<readonly [string, readonly Json[], string]>([
    ['by its route', [infused('J01DD04', 90, { route: IV })], 'stop'],
    ['without a route, of a kind that has no other', [infused('J01CR05')], 'stop'],
    ['without a route, of a kind that may be tablets', [infused('J01MA02')], 'cannot-state'],
    ['a tablet by its route', [infused('J01MA02', 90, { route: coded('26643006', SNOMED) })], 'no-stop-found'],
    ['one dose of cefazolin', [infused('J01DB04', 90, { route: IV })], 'cannot-state'],
    ['cefazolin on two days', [infused('J01DB04', 90, { route: IV }), infused('J01DB04', 89, { route: IV })], 'stop'],
    [
      'a year that holds day 0',
      [{ ...infused('J01DD04', 90, { route: IV }), effectiveDateTime: '2025' }],
      'cannot-state',
    ],
    ['no day at all', [{ ...infused('J01DD04', 90, { route: IV }), effectiveDateTime: undefined }], 'cannot-state'],
  ])('%s: %s', (_story, resources, repeat) => {
    expect(statusOf(resources).repeat).toBe(repeat);
  });
});

describe('treated infections without an exact day, or by words (S-07)', () => {
  const taken = (concept: Json, extra: Json): Json => ({
    resourceType: 'MedicationStatement',
    status: 'completed',
    medicationCodeableConcept: concept,
    ...extra,
  });
  const AMOXICILLIN = coded('J01CA04', ATC);
  const exact = taken(AMOXICILLIN, { effectivePeriod: { start: ago(60), end: ago(53) } });

  it.each<readonly [string, Json]>([
    ['a year', taken(AMOXICILLIN, { effectiveDateTime: '2025' })],
    ['no day', taken(AMOXICILLIN, {})],
  ])('%s beside a dated one leaves it open, and asks when', (_story, other) => {
    const { assessment } = statusOf([exact, other]);
    expect(verdict(assessment, 'S-07')).toMatchObject({
      status: 'unknown',
      missing: ['when each antimicrobial without an exact day was given'],
    });
  });

  it.each([
    'valacyclovir 1 G Oral Tablet',
    'Penicillin V 500 mg',
    'Augmentin 875',
    'Z-Pak',
    'Paxlovid',
    'cefdinir 300 MG Oral Capsule',
    'Macrobid',
  ])('%s twice leaves it open, and asks what it was', (text) => {
    const dated = (from: number) => taken({ text }, { effectivePeriod: { start: ago(from), end: ago(from - 7) } });
    expect(verdict(statusOf([dated(60), dated(120)]).assessment, 'S-07')).toMatchObject({
      status: 'unknown',
      missing: ['whether each drug that only words name was an antimicrobial for an infection'],
    });
  });

  it('counts an infection twelve months ago to the day', () => {
    const at = (date: string) => taken(AMOXICILLIN, { effectivePeriod: { start: date, end: date } });
    expect(verdict(statusOf([at('2025-03-01'), at('2025-05-01')]).assessment, 'S-07').status).toBe('not-met');
    expect(verdict(statusOf([at('2025-02-28'), at('2025-05-01')]).assessment, 'S-07').status).toBe('met');
  });
});

it('takes immunoglobulin that a procedure names for given: a normal IgG then tells nothing (ruling 19)', () => {
  const charged = (day: number): Json => ({
    resourceType: 'Procedure',
    status: 'completed',
    code: { text: 'Gammagard liquid 10 g infusion' },
    performedDateTime: ago(day),
  });
  expect(verdict(statusOf([charged(60)]).assessment, 'S-11').status).toBe('unknown');
  expect(verdict(statusOf([charged(120)]).assessment, 'S-11').status).toBe('met');
});
