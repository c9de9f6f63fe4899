import { WEEKLY, ago, daily, patient, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

type Json = Record<string, unknown>;
const mg = (value: number) => quantity(value, 'mg');
const pm = () => patient().condition('M33.20').weight(62, 400).weight(62, 200).height(165);

function trialOf(built: PatientBuilder, agent: string) {
  const found = built.assess().trials.find((trial) => trial.agent === agent);
  if (!found) throw new Error(`no trial of ${agent}`);
  return found;
}

/** One dosage for [from, to] days before the assessment. */
const dosage = (amount: Json, from: number, to: number, repeat: Json = daily(), extra: Json = {}): Json => ({
  timing: { repeat: { boundsPeriod: { start: ago(from), end: ago(to) }, ...repeat } },
  doseAndRate: [{ doseQuantity: amount }],
  ...extra,
});
const orderOf = (drug: string, dosageInstruction: readonly Json[], extra: Json = {}) =>
  pm().order(drug, mg(1), 300, 100, daily(), { dosageInstruction, ...extra });

describe('dosages of one order', () => {
  it('with bounds of their own and no sequence follow each other', () => {
    const trial = trialOf(
      orderOf('azathioprine', [dosage(mg(50), 300, 271), dosage(mg(100), 270, 176)]),
      'azathioprine',
    );
    expect(trial).toMatchObject({ adequate: 'not-met', coveredDays: 0 });
    expect(trial.dose.value).toBeCloseTo(100 / 62, 6);
  });

  it('add up only on the days they share', () => {
    const both = orderOf('azathioprine', [dosage(mg(100), 300, 101), dosage(mg(50), 300, 271)]);
    expect(trialOf(both, 'azathioprine')).toMatchObject({ adequate: 'not-met', coveredDays: 30 });
  });

  it('of the same days and rhythm are one dose, shown as one', () => {
    const trial = trialOf(
      orderOf('methotrexate', [dosage(mg(10), 300, 201, WEEKLY), dosage(mg(10), 300, 201, WEEKLY)]),
      'methotrexate',
    );
    expect(trial).toMatchObject({ adequate: 'met', coveredDays: 100, dose: { value: 20, unit: 'mg/wk' } });
    expect(trial.evidence).toHaveLength(1);
  });

  it('of one week on different days are one weekly dose', () => {
    const monday = { ...daily(1, 1, 'wk'), dayOfWeek: ['mon'] };
    const twice = { ...daily(2, 1, 'wk'), dayOfWeek: ['tue', 'wed'] };
    const built = orderOf('methotrexate', [dosage(mg(10), 300, 201, monday), dosage(mg(5), 300, 201, twice)]);
    expect(trialOf(built, 'methotrexate')).toMatchObject({ adequate: 'met', dose: { value: 20 } });
  });

  it('above the weekly maximum only together are not believed', () => {
    const built = orderOf('methotrexate', [dosage(mg(20), 300, 201, WEEKLY), dosage(mg(20), 300, 201, WEEKLY)]);
    expect(trialOf(built, 'methotrexate').adequate).toBe('unknown');
  });

  it('of which one is not known leave the sum open', () => {
    const built = orderOf('azathioprine', [
      dosage(mg(50), 300, 101),
      { timing: { repeat: { boundsPeriod: { start: ago(300), end: ago(101) } } }, text: 'as told' },
    ]);
    expect(trialOf(built, 'azathioprine').adequate).toBe('unknown');
  });

  it('in sequence and together in one order are expanded step by step', () => {
    const step = (sequence: number, amount: number, days: number) => ({
      sequence,
      timing: { repeat: { boundsDuration: quantity(days, 'd'), ...daily() } },
      doseAndRate: [{ doseQuantity: mg(amount) }],
    });
    const built = orderOf('leflunomide', [step(1, 5, 30), step(1, 5, 30), step(2, 10, 100), step(2, 10, 100)], {
      authoredOn: ago(300),
    });
    expect(trialOf(built, 'leflunomide')).toMatchObject({ adequate: 'met', coveredDays: 100 });
  });

  it('after a step of unknown length leave the later steps possible', () => {
    const built = orderOf(
      'leflunomide',
      [
        { sequence: 1, timing: { repeat: daily() }, doseAndRate: [{ doseQuantity: mg(10) }] },
        { sequence: 2, timing: { repeat: daily() }, doseAndRate: [{ doseQuantity: mg(20) }] },
      ],
      { authoredOn: ago(300), status: 'completed' },
    );
    expect(trialOf(built, 'leflunomide').adequate).toBe('unknown');
  });
});

describe('amounts', () => {
  it.each([
    ['Methotrexate 2,5 mg tablets', 8, 'met', 20],
    ['Methotrexate 2,5 mg tablets', 4, 'not-met', 10],
    ['Methotrexate 2.5 mg tablets', 4, 'not-met', 10],
    ['Methotrexate 1,000 mg tablets', 1, 'unknown', null],
  ])('of %s, %d a week: %s', (text, tablets, adequate, dose) => {
    const built = pm().order('methotrexate', quantity(tablets, '{tbl}'), 300, 100, WEEKLY, {
      medicationCodeableConcept: {
        coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '6851' }],
        text,
      },
    });
    expect(trialOf(built, 'methotrexate')).toMatchObject({ adequate, dose: { value: dose } });
  });

  it('per kilogram need no weight where the threshold is per kilogram', () => {
    const built = patient().condition('M33.20').order('azathioprine', quantity(2.5, 'mg/kg'), 300, 100);
    expect(trialOf(built, 'azathioprine')).toMatchObject({ adequate: 'met', dose: { value: 2.5 } });
    const low = patient().condition('M33.20').order('azathioprine', quantity(1.5, 'mg/kg'), 300, 100);
    expect(trialOf(low, 'azathioprine').adequate).toBe('not-met');
  });

  it('given as a range count by their low end, and it is said', () => {
    const doseRange = { low: mg(100), high: mg(150) };
    const range = { ...dosage(mg(1), 300, 201), doseAndRate: [{ doseRange }] };
    const assessment = orderOf('azathioprine', [range]).assess();
    expect(assessment.trials[0]?.dose.value).toBeCloseTo(100 / 62, 6);
    expect(assessment.dataQuality.join()).toMatch(/range of doses: the low end/);
  });

  it('given as a rate are listed and stay unknown', () => {
    const built = pm();
    for (const day of [200, 172, 144])
      built.given('ivig', undefined, day, { dosage: { rateQuantity: quantity(12.4, 'g/h') } });
    const assessment = built.assess();
    expect(assessment.trials[0]).toMatchObject({ agent: 'ivig', adequate: 'unknown' });
    expect(assessment.notUsed.filter(({ reason }) => reason.includes('rate'))).toHaveLength(3);
  });

  it('of hydroxychloroquine above 5 mg/kg leave a note', () => {
    expect(pm().order('hydroxychloroquine', mg(310), 300, 100).assess().dataQuality).toEqual([]);
    expect(pm().order('hydroxychloroquine', mg(400), 300, 100).assess().dataQuality.join()).toMatch(
      /hydroxychloroquine 400 mg a day is above the plausible maximum/,
    );
  });
});

describe('how long an order lasts', () => {
  const unbounded = (amount: Json, extra: Json, repeat: Json = daily()) =>
    pm().order('azathioprine', amount, 300, 100, daily(), {
      authoredOn: ago(300),
      dosageInstruction: [{ timing: { repeat }, doseAndRate: [{ doseQuantity: amount }] }],
      ...extra,
    });

  it('is a range where its bounds are one: sure is the low end, possible the high end', () => {
    const range = { boundsRange: { low: quantity(80, 'd'), high: quantity(120, 'd') } };
    expect(trialOf(unbounded(mg(150), {}, { ...daily(), ...range }), 'azathioprine')).toMatchObject({
      adequate: 'unknown',
      coveredDays: 80,
    });
  });

  it('follows from tablets by the strength of the product', () => {
    const supply = { dispenseRequest: { quantity: quantity(90, '{tbl}'), numberOfRepeatsAllowed: 2 } };
    const tablets = {
      medicationCodeableConcept: {
        coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '197388' }],
      },
    };
    expect(trialOf(unbounded(quantity(3, '{tbl}'), { ...supply, ...tablets }), 'azathioprine')).toMatchObject({
      adequate: 'met',
      coveredDays: 90,
    });
  });

  it.each(['stopped', 'on-hold'])('is unknown when %s before its planned end has come', (status) => {
    const planned = pm().order('azathioprine', mg(150), 300, -100, daily(), { status });
    expect(trialOf(planned, 'azathioprine').adequate).toBe('unknown');
    const past = pm().order('azathioprine', mg(150), 300, 100, daily(), { status });
    expect(trialOf(past, 'azathioprine').adequate).toBe('met');
  });
});

describe('loading doses of leflunomide', () => {
  it('of three days are neither counted nor noted', () => {
    const built = pm().order('leflunomide', mg(100), 300, 298).order('leflunomide', mg(20), 297, 208);
    const assessment = built.assess();
    expect(assessment.trials[0]).toMatchObject({ adequate: 'met', coveredDays: 90 });
    expect(assessment.dataQuality).toEqual([]);
  });

  it('for longer than a week are none, however many orders wrote them', () => {
    const one = pm().order('leflunomide', mg(100), 300, 201).assess();
    expect(one.dataQuality.join()).toMatch(/leflunomide 100 mg a day is above the plausible maximum/);
    const many = pm();
    for (let day = 300; day > 200; day -= 5) many.order('leflunomide', mg(100), day, day - 4);
    expect(many.assess().dataQuality.join()).toMatch(/above the plausible maximum/);
  });
});
