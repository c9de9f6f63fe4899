import { ago, daily, patient, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

type Json = Record<string, unknown>;
const mg = (value: number) => quantity(value, 'mg');
const g = (value: number) => quantity(value, 'g');
const MONTHLY = daily(1, 4, 'wk');
const DAYS = [200, 172, 144];
const pm = (kilograms = 62) => patient().condition('M33.20').weight(kilograms, 200).height(165);
const CORE_SET = 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set';

function trialOf(built: PatientBuilder, agent: string) {
  const found = built.assess().trials.find((trial) => trial.agent === agent);
  if (!found) throw new Error(`no trial of ${agent}`);
  return found;
}

const each = (built: PatientBuilder, drug: string, amount: Json | undefined, extra: Json = {}) =>
  DAYS.reduce((all, day) => all.given(drug, amount, day, extra), built);
const attest = (built: PatientBuilder, value: Json) =>
  built.observation({ system: CORE_SET, code: 'maximum-tolerated-dose-reached' }, value, 10);
const statement = (built: PatientBuilder, amount: Json, extra: Json = {}) =>
  built.add({
    resourceType: 'MedicationStatement',
    status: 'completed',
    medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: 'J06BA02' }] },
    effectivePeriod: { start: ago(200), end: ago(117) },
    dosage: [{ timing: { repeat: MONTHLY }, doseAndRate: [{ doseQuantity: amount }] }],
    ...extra,
  });

describe('sources of one cycle', () => {
  const ordered = () => pm().order('ivig', g(62), 200, 117, MONTHLY);

  it.each([
    ['a statement', statement(ordered(), g(62))],
    ['a copy of the order', ordered().order('ivig', g(62), 200, 117, MONTHLY)],
    ['a renewal that began too early', ordered().order('ivig', g(62), 143, 60, MONTHLY)],
    ['administrations', each(ordered(), 'ivig', g(62))],
    ['administrations some days later', [196, 168, 140].reduce((all, day) => all.given('ivig', g(62), day), ordered())],
  ])('are not added: an order and %s', (_story, built) => {
    expect(trialOf(built, 'ivig').adequate).toBe('not-met');
  });

  it('of two days add up, whether one order wrote them or two', () => {
    const two = pm();
    for (const day of DAYS) two.order('ivig', g(62), day, day).order('ivig', g(62), day - 1, day - 1);
    expect(trialOf(two, 'ivig')).toMatchObject({ adequate: 'met', cycles: 3 });
    const dosage = {
      timing: { repeat: { boundsPeriod: { start: ago(200), end: ago(117) }, ...MONTHLY } },
      doseAndRate: [{ doseQuantity: g(62) }],
    };
    const one = pm().order('ivig', g(62), 200, 117, MONTHLY, { dosageInstruction: [dosage, dosage] });
    expect(trialOf(one, 'ivig')).toMatchObject({ adequate: 'met', cycles: 3 });
  });

  it('planned beyond what was given are possible, not certain', () => {
    const built = pm().order('ivig', g(124), 200, 117, MONTHLY).given('ivig', g(124), 200);
    expect(trialOf(built, 'ivig')).toMatchObject({ adequate: 'unknown', cycles: 1 });
  });

  it('of an order that administrations carried out are those administrations', () => {
    const built = pm().order('ivig', g(124), 200, 117, MONTHLY);
    const request = { request: { reference: 'https://ehr.example/fhir/MedicationRequest/r4' } };
    built.given('ivig', g(124), 200, request).given('ivig', g(124), 172, request);
    expect(trialOf(built, 'ivig')).toMatchObject({ adequate: 'not-met', cycles: 2 });
  });

  it('are in doubt when a statement says that the drug was not taken', () => {
    const built = pm().order('ivig', g(124), 200, 117, MONTHLY);
    expect(trialOf(built, 'ivig').adequate).toBe('met');
    expect(trialOf(statement(built, g(124), { status: 'not-taken' }), 'ivig').adequate).toBe('unknown');
  });

  it('still running on a past day are in doubt', () => {
    const built = pm().given('ivig', g(124), 200).given('ivig', g(124), 172);
    built.given('ivig', g(124), 144, { status: 'in-progress' });
    expect(trialOf(built, 'ivig').adequate).toBe('unknown');
  });
});

describe('immunoglobulin filed as an immunisation', () => {
  const immunised = (extra: Json) =>
    DAYS.reduce(
      (all, day) =>
        all.add({
          resourceType: 'Immunization',
          patient: { reference: 'Patient/p' },
          status: 'completed',
          vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '87' }] },
          occurrenceDateTime: ago(day),
          ...extra,
        }),
      pm(),
    );

  it.each([
    ['with its dose', { doseQuantity: g(124) }, 'met'],
    ['without a dose', {}, 'unknown'],
    ['without a date', { occurrenceDateTime: undefined, occurrenceString: 'last spring' }, 'unknown'],
  ])('%s', (_story, extra, adequate) => {
    expect(trialOf(immunised(extra), 'ivig').adequate).toBe(adequate);
  });

  it('and given as a medication counts once', () => {
    expect(trialOf(each(immunised({ doseQuantity: g(62) }), 'ivig', g(62)), 'ivig').adequate).toBe('not-met');
  });
});

describe('weight', () => {
  it('is adjusted for immunoglobulin and actual for cyclophosphamide', () => {
    // 100 kg at 165 cm: adjusted 74.1 kg
    expect(trialOf(each(pm(100), 'ivig', g(134)), 'ivig').adequate).toBe('met');
    expect(trialOf(each(pm(100), 'cyclophosphamide', mg(750)), 'cyclophosphamide').adequate).toBe('not-met');
    expect(trialOf(each(pm(100), 'cyclophosphamide', mg(1000)), 'cyclophosphamide').adequate).toBe('met');
  });

  it.each([
    [140, 'met'],
    [135, 'unknown'],
    [133, 'not-met'],
  ])('adjusted for either sex where none is on file: %d g is %s', (grams, adequate) => {
    const built = patient({ gender: 'unknown' }).condition('M33.20').weight(100, 200).height(165);
    expect(trialOf(each(built, 'ivig', g(grams)), 'ivig').adequate).toBe(adequate);
  });
});

describe('doses that nobody gives', () => {
  it.each([
    ['ivig', mg(124)],
    ['cyclophosphamide', mg(0.9)],
  ])('%s a thousand times too small is unknown, listed and noted', (drug, amount) => {
    const assessment = each(pm(), drug, amount).assess();
    expect(assessment.trials[0]).toMatchObject({ agent: drug, adequate: 'unknown' });
    expect(assessment.notUsed).toHaveLength(3);
    expect(assessment.dataQuality.join()).toContain('1000 times too small');
  });

  it.each([
    ['ivig', g(150)],
    ['cyclophosphamide', mg(1600)],
  ])('%s above the maximum counts, with a note', (drug, amount) => {
    const assessment = each(pm(), drug, amount).assess();
    expect(assessment.trials[0]).toMatchObject({ agent: drug, adequate: 'met' });
    expect(assessment.dataQuality.join()).toContain('above the plausible maximum');
  });

  it.each([
    ['without a dose', undefined],
    ['in vials', quantity(4, 'vial')],
    ['in mL of unknown strength', quantity(1240, 'mL')],
  ])('%s are listed', (_story, amount) => {
    const assessment = each(pm(), 'ivig', amount).assess();
    expect(assessment.trials[0]).toMatchObject({ adequate: 'unknown' });
    expect(assessment.notUsed).toHaveLength(3);
  });
});

describe('an attested maximum tolerated dose', () => {
  it('stands in for the full dose of a cycle', () => {
    const built = each(pm(), 'ivig', g(62));
    expect(trialOf(built, 'ivig').adequate).toBe('not-met');
    expect(trialOf(attest(built, { valueString: 'IVIG' }), 'ivig')).toMatchObject({ adequate: 'met', cycles: 3 });
  });

  it('does not stand in for a slip of units', () => {
    expect(trialOf(attest(each(pm(), 'ivig', mg(62)), { valueString: 'IVIG' }), 'ivig').adequate).toBe('unknown');
  });
});

describe('why cycles are not enough', () => {
  it.each([
    ['too few', [200, 172], g(124), 'only 2 cycles, each at full dose; needs 3 cycles, at most 42 days apart'],
    ['too small', DAYS, g(62), '0 of 3 cycles at full dose for certain; needs 3'],
    ['of unknown dose', DAYS, undefined, '0 of 3 cycles at full dose for certain, dose not known in 3 cycles; needs 3'],
    ['too far apart', [200, 150, 100], g(124), '3 cycles at full dose, but too far apart; needs 3'],
    ['too short', [200, 186, 172], g(124), '3 cycles at full dose cover 56 days of the 84 needed; needs 3'],
    ['one', [200], g(124), 'only 1 cycle, each at full dose; needs 3'],
  ])('%s', (_story, days, amount, because) => {
    const built = days.reduce((all, day) => all.given('ivig', amount, day), pm());
    expect(trialOf(built, 'ivig').because).toContain(because);
  });

  it('enough: says how many', () => {
    expect(trialOf(each(pm(), 'ivig', g(124)), 'ivig').because).toBe(
      '3 cycles at full dose in a row; needs 3 cycles, at most 42 days apart',
    );
  });
});
