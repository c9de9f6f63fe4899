import { WEEKLY, ago, patient, quantity } from '../patient.js';
import { WEEK_24, coreSet, treated } from './response/follow-up-patient.js';

const mg = (value: number) => quantity(value, 'mg');
const LYMPHOMA = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C83.30' }] };

describe('the series after rituximab', () => {
  const built = coreSet(treated(), [52, 6, 5.5, 1.625, 2200], 187)
    .given('rituximab', mg(700), 900, { reasonCode: [LYMPHOMA] })
    .score('mmt8-bilateral-total', 120, 40)
    .order('methotrexate', mg(15), 300, 101, WEEKLY)
    .order('methotrexate', mg(20), 100, 20, WEEKLY)
    .order('prednisone', mg(20), 170, 100)
    .order('prednisone', mg(10), 99, 20);
  const { series } = coreSet(built, [66, 3, 4, 1.25, 900], WEEK_24).assess();

  it('holds every reading with day and source, the oldest first', () => {
    const strength = series?.measures.filter(({ id }) => id === 'mmt8');
    expect(strength?.map(({ label, value, date }) => [label, value, date])).toEqual([
      ['MMT-8 (0–80)', 52, ago(187)],
      ['MMT-8 (0–80)', 66, ago(WEEK_24)],
      ['MMT-8 bilateral (0–150)', 120, ago(40)],
    ]);
    expect(series?.measures.find(({ label }) => label === 'CK')).toMatchObject({
      value: 2200,
      unit: 'U/L',
      upperLimit: 173,
      reference: 'Observation/r8',
    });
  });

  it('holds every stretch of a drug with its dose and whether it counted', () => {
    expect(series?.drugs.filter(({ agent }) => agent === 'methotrexate')).toEqual([
      {
        agent: 'methotrexate',
        from: ago(300),
        to: ago(101),
        dose: { value: 15, unit: 'mg/wk' },
        counted: 'not-met',
        references: ['MedicationRequest/r11'],
      },
      {
        agent: 'methotrexate',
        from: ago(100),
        to: ago(20),
        dose: { value: 20, unit: 'mg/wk' },
        counted: 'met',
        references: ['MedicationRequest/r12'],
      },
    ]);
  });

  it('holds every infusion, those for a malignancy without a course', () => {
    expect(series?.infusions.map(({ date, doseMg, course }) => [date, doseMg, course])).toEqual([
      [ago(900), 700, null],
      [ago(180), 1000, 1],
      [ago(166), 1000, 1],
    ]);
  });

  it('holds the prednisone equivalents as runs of days without a gap', () => {
    const runs = series?.prednisoneEquivalent ?? [];
    expect(runs.filter(({ mgPerDay }) => mgPerDay !== null)).toEqual([
      { from: ago(170), to: ago(100), mgPerDay: 20 },
      { from: ago(99), to: ago(20), mgPerDay: 10 },
    ]);
    expect(runs.at(-1)?.to).toBe('2026-03-01');
    expect(runs[0]?.from).toBe(ago(365));
  });

  it('is not made before rituximab', () => {
    expect(patient().condition('M33.20').assess().series).toBeUndefined();
  });
});
