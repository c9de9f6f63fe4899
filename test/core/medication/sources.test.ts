import { WEEKLY, ago, daily, patient, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

type Json = Record<string, unknown>;
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const mg = (value: number) => quantity(value, 'mg');
const pm = () => patient().condition('M33.20').weight(62, 400).weight(62, 200).height(165);
const coded = (code: string, text = ''): Json => ({
  coding: [{ system: RXNORM, code }],
  ...(text === '' ? {} : { text }),
});
const at = (when: string): Json => ({ ...daily(), when: [when] });

function trialOf(built: PatientBuilder, agent: string) {
  const found = built.assess().trials.find((trial) => trial.agent === agent);
  if (!found) throw new Error(`no trial of ${agent}`);
  return found;
}

const dispense = (built: PatientBuilder, day: number, supply: Json, extra: Json = {}) =>
  built.add({
    resourceType: 'MedicationDispense',
    status: 'completed',
    medicationCodeableConcept: coded('205285'),
    whenHandedOver: ago(day),
    dosageInstruction: [{ timing: { repeat: daily() }, doseAndRate: [{ doseQuantity: quantity(1, '{tbl}') }] }],
    ...supply,
    ...extra,
  });

describe('dispenses', () => {
  const thirtyDays = { daysSupply: quantity(30, 'd') };

  it.each([
    [[300, 275, 250], 90, 'met'],
    [[300, 299, 298], 62, 'not-met'],
    [[300, 300, 300], 60, 'not-met'],
  ])('on days %p before the assessment carry stock of at most one supply: %d days', (days, coveredDays, adequate) => {
    const built = pm();
    for (const day of days) dispense(built, day, thirtyDays);
    expect(trialOf(built, 'leflunomide')).toMatchObject({ adequate, coveredDays });
  });

  it('of another dose do not add their stock', () => {
    const built = dispense(pm(), 300, thirtyDays);
    dispense(built, 290, thirtyDays, { medicationCodeableConcept: coded('205284') });
    expect(trialOf(built, 'leflunomide').coveredDays).toBeLessThanOrEqual(30);
  });

  it('last as long as their tablets when no supply is given', () => {
    const built = pm();
    for (const day of [300, 270, 240]) dispense(built, day, { quantity: quantity(30, '{tbl}') });
    expect(trialOf(built, 'leflunomide')).toMatchObject({ adequate: 'met', coveredDays: 90 });
  });
});

describe('methotrexate given week by week', () => {
  const weekly = (built: PatientBuilder, days: readonly number[], amount = 20) =>
    days.reduce((all, day) => all.given('methotrexate', mg(amount), day), built);
  const weeks = (count: number, every = 7) => Array.from({ length: count }, (_, index) => 300 - index * every);

  it('stands for seven days a dose', () => {
    expect(trialOf(weekly(pm(), weeks(13)), 'methotrexate')).toMatchObject({
      adequate: 'met',
      coveredDays: 91,
      dose: { value: 20, unit: 'mg/wk' },
    });
    expect(trialOf(weekly(pm(), weeks(12)), 'methotrexate')).toMatchObject({ adequate: 'not-met', coveredDays: 84 });
  });

  it('adds split doses of one or two days, and not a dose given a day early', () => {
    const split = weekly(weekly(pm(), weeks(13), 10), weeks(13), 5);
    expect(
      trialOf(
        weekly(
          split,
          weeks(13).map((day) => day - 1),
          5,
        ),
        'methotrexate',
      ),
    ).toMatchObject({
      adequate: 'met',
      dose: { value: 20 },
    });
    expect(trialOf(weekly(pm(), weeks(15, 6)), 'methotrexate')).toMatchObject({ adequate: 'met', dose: { value: 20 } });
  });

  it('beside its order is used and not set aside', () => {
    const built = weekly(pm().order('methotrexate', mg(20), 300, 201, WEEKLY), [300, 293, 286]);
    const assessment = built.assess();
    expect(assessment.trials[0]).toMatchObject({ adequate: 'met', coveredDays: 100 });
    expect(assessment.notUsed).toEqual([]);
  });

  it('above the maximum is not believed', () => {
    expect(trialOf(weekly(pm(), weeks(14), 35), 'methotrexate').adequate).toBe('unknown');
  });
});

describe('two orders', () => {
  it('in the morning and in the evening add up', () => {
    const built = pm()
      .order('azathioprine', mg(62), 300, 201, at('MORN'))
      .order('azathioprine', mg(62), 300, 201, at('EVE'));
    expect(trialOf(built, 'azathioprine')).toMatchObject({ adequate: 'met', dose: { value: 2 } });
  });

  it('at the same time of the day are one', () => {
    const built = pm()
      .order('azathioprine', mg(62), 300, 201, at('MORN'))
      .order('azathioprine', mg(62), 300, 201, at('MORN'));
    expect(trialOf(built, 'azathioprine')).toMatchObject({ adequate: 'not-met', dose: { value: 1 } });
  });

  it('of which one replaces the other by an absolute link are not added', () => {
    const built = pm()
      .order('azathioprine', mg(75), 300, null)
      .order('azathioprine', mg(80), 200, null, daily(), {
        priorPrescription: { reference: 'https://ehr.example/fhir/MedicationRequest/r5' },
      });
    expect(built.resources[5]).toMatchObject({ id: 'r5', resourceType: 'MedicationRequest' });
    expect(trialOf(built, 'azathioprine').adequate).toBe('not-met');
  });

  it('of which one is a copy made out of the other count once', () => {
    const built = pm()
      .order('azathioprine', mg(75), 300, 201)
      .order('azathioprine', mg(75), 300, 201, at('EVE'), {
        intent: 'reflex-order',
        basedOn: [{ reference: 'https://ehr.example/fhir/MedicationRequest/r5' }],
      });
    expect(trialOf(built, 'azathioprine')).toMatchObject({ adequate: 'not-met', evidence: [{ value: 75 }] });
  });
});

describe('what is taken as needed', () => {
  const needed = { asNeededBoolean: true };

  it('is no exposure, and does not hide what is scheduled', () => {
    const dosageInstruction = [{ timing: { repeat: daily() }, doseAndRate: [{ doseQuantity: mg(50) }], ...needed }];
    const alone = pm().order('leflunomide', mg(20), 300, 200, daily(), { dosageInstruction });
    expect(trialOf(alone, 'leflunomide')).toMatchObject({ adequate: 'unknown', coveredDays: 0 });
    const beside = pm()
      .order('leflunomide', mg(20), 300, 200)
      .order('leflunomide', mg(20), 290, null, daily(), { dosageInstruction, authoredOn: ago(290) });
    expect(trialOf(beside, 'leflunomide')).toMatchObject({ adequate: 'met', coveredDays: 101 });
  });
});

describe('a ciclosporin trough', () => {
  it('counts for all of an unchanged dose, however many orders wrote it', () => {
    const built = pm();
    for (const day of [300, 270, 240, 210]) built.order('ciclosporin', mg(50), day, day - 29, daily(2));
    expect(trialOf(built, 'ciclosporin').adequate).toBe('not-met');
    built.lab('3520-4', 120, undefined, 265, 'ng/mL');
    expect(trialOf(built, 'ciclosporin')).toMatchObject({ adequate: 'met', coveredDays: 120 });
  });

  it('does not count for another dose', () => {
    const built = pm()
      .order('ciclosporin', mg(50), 300, 271, daily(2))
      .order('ciclosporin', mg(25), 270, 171, daily(2))
      .lab('3520-4', 120, undefined, 280, 'ng/mL');
    expect(trialOf(built, 'ciclosporin')).toMatchObject({ adequate: 'not-met', coveredDays: 30 });
  });
});

it('splitting one order into adjacent ones changes nothing', () => {
  const whole = trialOf(pm().order('azathioprine', mg(150), 300, 101), 'azathioprine');
  const built = pm();
  for (let day = 300; day > 100; day -= 25) built.order('azathioprine', mg(150), day, day - 24);
  expect({ ...trialOf(built, 'azathioprine'), evidence: [] }).toEqual({ ...whole, evidence: [] });
});

it('azathioprine beside allopurinol asks for an attestation where its full dose was not reached', () => {
  const allopurinol = { medicationCodeableConcept: { text: 'Allopurinol 100 mg tablet' } };
  const low = pm().order('azathioprine', mg(50), 300, 100).order('', mg(100), 300, 100, daily(), allopurinol);
  expect(low.assess().dataQuality.join()).toMatch(/allopurinol.*beside azathioprine.*attest/);
  const full = pm().order('azathioprine', mg(150), 300, 100).order('', mg(100), 300, 100, daily(), allopurinol);
  expect(full.assess().dataQuality.join()).not.toMatch(/allopurinol/);
});
