import { WEEKLY, daily, patient, quantity, verdict } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

const mg = (value: number) => quantity(value, 'mg');

function trialOf(built: PatientBuilder, agent: string) {
  const found = built.assess().trials.find((trial) => trial.agent === agent);
  if (!found) throw new Error(`no trial of ${agent}`);
  return found;
}

describe('full-dose vectors of clinical rules B.3', () => {
  it('FD-1: azathioprine 150 mg a day at 62 kg for 104 days is 2.419 mg/kg/d and adequate', () => {
    const trial = trialOf(
      patient().condition('M33.20').weight(62, 200).order('azathioprine', mg(150), 203, 100),
      'azathioprine',
    );
    expect(trial).toMatchObject({
      adequate: 'met',
      coveredDays: 104,
      qualifying: true,
      threshold: { value: 2, unit: 'mg/kg/d' },
    });
    expect(trial.dose.value).toBeCloseTo(2.419, 3);
  });

  it('FD-2: azathioprine 100 mg a day at 62 kg for a year is never full dose', () => {
    const trial = trialOf(
      patient().condition('M33.20').weight(62, 400).order('azathioprine', mg(100), 464, 100),
      'azathioprine',
    );
    expect(trial).toMatchObject({ adequate: 'not-met', coveredDays: 0 });
    expect(trial.dose.value).toBeCloseTo(1.613, 3);
  });

  it('FD-3: methotrexate 20 mg a week, 78 days, a gap of 10 days, 31 days make 109 covered days', () => {
    const built = patient()
      .condition('M33.20')
      .order('methotrexate', mg(20), 300, 223, WEEKLY)
      .order('methotrexate', mg(20), 212, 182, WEEKLY);
    expect(trialOf(built, 'methotrexate')).toMatchObject({
      adequate: 'met',
      coveredDays: 109,
      dose: { value: 20, unit: 'mg/wk' },
    });
  });

  it('FD-4: methotrexate 15 mg a week is sub-maximal', () => {
    const built = patient().condition('M33.20').order('methotrexate', mg(15), 400, 101, WEEKLY);
    expect(trialOf(built, 'methotrexate')).toMatchObject({
      adequate: 'not-met',
      coveredDays: 0,
      dose: { value: 15, unit: 'mg/wk' },
    });
  });

  it('FD-5: methotrexate recorded as daily is unknown, listed and noted', () => {
    const assessment = patient().condition('M33.20').order('methotrexate', mg(15), 400, 101).assess();
    expect(assessment.trials[0]).toMatchObject({ agent: 'methotrexate', adequate: 'unknown' });
    expect(assessment.notUsed.map(({ reference }) => reference)).toContain('MedicationRequest/r2');
    expect(assessment.dataQuality.join()).toMatch(/methotrexate/i);
  });

  it.each([
    ['FD-6', 1440, 95, 'met', 2000],
    ['FD-7', 1080, 200, 'not-met', 1500],
  ])('%s: enteric-coated mycophenolic acid %d mg for %d days is %s', (_id, amount, days, adequate, equivalent) => {
    const trial = trialOf(
      patient()
        .condition('M33.20')
        .order('mycophenolic acid', mg(amount), days + 99, 100),
      'mycophenolate',
    );
    expect(trial.adequate).toBe(adequate);
    expect(trial.dose.value).toBeCloseTo(equivalent, 6);
  });

  it('FD-9: one cycle of IVIG is not adequate', () => {
    const built = patient()
      .condition('M33.20')
      .weight(70, 100)
      .given('ivig', quantity(70, 'g'), 100)
      .given('ivig', quantity(70, 'g'), 99);
    expect(trialOf(built, 'ivig')).toMatchObject({ adequate: 'not-met', cycles: 1, dose: { value: 2, unit: 'g/kg' } });
  });

  it('counts three monthly IVIG cycles from split bottles as adequate', () => {
    const built = patient().condition('M33.20').weight(70, 120);
    for (const day of [120, 92, 64])
      built
        .given('ivig', quantity(35, 'g'), day)
        .given('ivig', quantity(35, 'g'), day)
        .given('ivig', quantity(70, 'g'), day - 1);
    expect(trialOf(built, 'ivig')).toMatchObject({ adequate: 'met', cycles: 3, coveredDays: 84 });
  });

  it('FD-12: mofetil followed by the acid is one drug', () => {
    const built = patient()
      .condition('M33.20')
      .order('mycophenolate mofetil', mg(2000), 300, 201)
      .order('mycophenolic acid', mg(1440), 200, 101);
    const { trials } = built.assess();
    expect(trials.map(({ agent }) => agent)).toEqual(['mycophenolate']);
    expect(trials[0]?.coveredDays).toBe(200);
  });

  it('FD-14: leflunomide 20 mg for 89 days is one day short', () => {
    const trial = trialOf(patient().condition('M33.20').order('leflunomide', mg(20), 188, 100), 'leflunomide');
    expect(trial).toMatchObject({ adequate: 'not-met', coveredDays: 89 });
    expect(trial.because).toContain('1 day short');
  });

  it.each([
    [89, 'not-met'],
    [90, 'met'],
  ])('leflunomide for %d days is %s', (days, adequate) => {
    expect(
      trialOf(
        patient()
          .condition('M33.20')
          .order('leflunomide', mg(20), days + 99, 100),
        'leflunomide',
      ).adequate,
    ).toBe(adequate);
  });

  it('FD-15: azathioprine without any weight is unknown and asks for it', () => {
    const trial = trialOf(patient().condition('M33.20').order('azathioprine', mg(150), 300, 100), 'azathioprine');
    expect(trial.adequate).toBe('unknown');
    expect(trial.because).toContain('weight');
  });

  it.each([
    [200, 'met'],
    [199, 'unknown'],
    [90, 'unknown'],
    [89, 'not-met'],
  ])('without a weight azathioprine %d mg is %s (holds at 100 kg, fails at 45 kg)', (amount, adequate) => {
    expect(
      trialOf(patient().condition('M33.20').order('azathioprine', mg(amount), 300, 100), 'azathioprine').adequate,
    ).toBe(adequate);
  });

  it.each([
    [28, 'met'],
    [29, 'not-met'],
  ])('two courses of 60 days with a gap of %d days are %s', (gap, adequate) => {
    const built = patient()
      .condition('M33.20')
      .order('leflunomide', mg(20), 300, 241)
      .order('leflunomide', mg(20), 240 - gap, 181 - gap);
    expect(trialOf(built, 'leflunomide').adequate).toBe(adequate);
  });

  it('leaves ATC L04AA06 open between mofetil and acid unless the dose holds for both', () => {
    const open = patient().condition('M33.20').order('mycophenolate', mg(1440), 300, 100);
    expect(trialOf(open, 'mycophenolate').adequate).toBe('unknown');
    const both = patient().condition('M33.20').order('mycophenolate', mg(2000), 300, 100);
    expect(trialOf(both, 'mycophenolate').adequate).toBe('met');
  });

  it('does not believe a dose a thousand times too small', () => {
    const assessment = patient().condition('M33.20').order('mycophenolate mofetil', mg(1), 300, 100, daily(2)).assess();
    expect(assessment.trials[0]).toMatchObject({ adequate: 'unknown' });
    expect(assessment.dataQuality.join()).toContain('1000 times too small');
  });

  it('text alone never makes a trial', () => {
    const built = patient().condition('M33.20').weight(62, 300);
    built.order('azathioprine', mg(150), 300, 100, daily(), {
      medicationCodeableConcept: { text: 'Azathioprine 50 mg tablets' },
    });
    expect(trialOf(built, 'azathioprine').adequate).toBe('unknown');
  });

  it('a statement and an order that disagree leave a note, and the statement is used', () => {
    const built = patient().condition('M33.20').weight(62, 300).order('azathioprine', mg(150), 300, 100);
    built.add({
      resourceType: 'MedicationStatement',
      status: 'completed',
      medicationCodeableConcept: { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '1256' }] },
      effectivePeriod: { start: '2025-05-05', end: '2025-11-21' },
      dosage: [{ timing: { repeat: daily() }, doseAndRate: [{ doseQuantity: mg(100) }] }],
    });
    const assessment = built.assess();
    expect(assessment.trials[0]?.adequate).toBe('not-met');
    expect(assessment.dataQuality.join()).toMatch(/disagree/);
  });

  it('two adequate trials meet R-20; one does not', () => {
    const one = patient().condition('M33.20').order('leflunomide', mg(20), 300, 200);
    expect(verdict(one.assess(), 'R-20').status).toBe('not-met');
    one.order('methotrexate', mg(20), 300, 200, WEEKLY);
    expect(verdict(one.assess(), 'R-20').status).toBe('met');
  });
});
