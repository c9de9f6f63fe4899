import { judgeTaper } from '../../../src/core/glucocorticoid/taper.js';
import { patient, quantity } from '../../patient.js';
import { knowledge } from '../../knowledge.js';

const parameters = knowledge.parametersOn(0).glucocorticoid;

function series(...runs: readonly (readonly [dose: number, days: number])[]): Float64Array {
  return Float64Array.from(runs.flatMap(([dose, days]) => Array.from({ length: days }, () => dose)));
}

const judge = (daily: Float64Array, pulses: readonly number[] = [], isActiveDisease = false) =>
  judgeTaper({ daily, pulses, oralStart: 0, highDoseFrom: 30, isActiveDisease }, parameters);

describe('taper vectors of clinical rules C.3', () => {
  it.each([
    ['GC-1', series([20, 365]), 20, 20, 'hampered', 'plateau'],
    [
      'GC-2',
      series([60, 30], [40, 60], [20, 60], [10, 60], [30, 45], [20, 110]),
      20,
      12.14,
      'hampered',
      're-escalation',
    ],
    ['GC-3', series([40, 185], [30, 45], [20, 45], [10, 45], [5, 45]), 5, 30, 'not-hampered', 'halved'],
    ['GC-4', series([7.5, 365]), 7.5, 7.5, 'undetermined', 'none'],
    ['GC-5', series([5, 365]), 5, 5, 'not-hampered', 'low-dose'],
    ['GC-7', series([30, 215], [15, 60], [12, 90]), 12, 30, 'not-hampered', 'halved'],
  ] as const)('%s', (_id, daily, recent, earlier, taper, limb) => {
    const verdict = judge(daily);
    expect(verdict).toMatchObject({ taper, limb });
    expect(verdict.recentMean).toBeCloseTo(recent, 2);
    expect(verdict.earlierMean).toBeCloseTo(earlier, 2);
  });

  it('GC-9: a pulse during oral treatment is re-escalation', () => {
    expect(judge(series([10, 300], [7.5, 65]), [200])).toMatchObject({
      taper: 'hampered',
      limb: 're-escalation',
      recentMean: 7.5,
      earlierMean: 10,
    });
  });

  it('needs 80 % of the last 180 days', () => {
    const daily = series([20, 365]);
    daily.fill(Number.NaN, 250, 250 + 36);
    expect(judge(daily).taper).toBe('hampered');
    daily.fill(Number.NaN, 250, 250 + 37);
    expect(judge(daily)).toMatchObject({ taper: 'undetermined', limb: 'unknown-days' });
  });

  it('calls 90 days at high dose with active disease a failure', () => {
    const daily = series([40, 90], [30, 125], [12, 150]);
    expect(judge(daily, [], true)).toMatchObject({ taper: 'hampered', limb: 'high-dose-failure' });
    expect(judge(daily, [], false).taper).toBe('not-hampered');
  });
});

describe('prednisone equivalents of clinical rules C.1', () => {
  it.each([
    ['methylprednisolone', 40, 50],
    ['deflazacort', 30, 25],
    ['dexamethasone', 4, 26.67],
    ['hydrocortisone', 20, 5],
    ['betamethasone', 0.6, 5],
    ['triamcinolone', 4, 5],
  ])('%s %d mg is %d mg of prednisone', (drug, milligrams, equivalent) => {
    const factor = knowledge.parametersOn(0).prednisoneEquivalent[drug];
    expect(milligrams * (factor?.value ?? 0)).toBeCloseTo(equivalent, 2);
  });
});

describe('the series from orders', () => {
  const mg = (value: number) => quantity(value, 'mg');

  it('reads a plateau from one open order', () => {
    const { glucocorticoid } = patient()
      .condition('M33.20')
      .order('prednisone', mg(20), 400, null, undefined, { authoredOn: '2026-01-01' })
      .assess();
    expect(glucocorticoid).toMatchObject({
      taper: 'hampered',
      recentMean: 20,
      earlierMean: 20,
      dailyPrednisoneEquivalent: 20,
    });
  });

  it('does not know the dose after an order that ran out', () => {
    const { glucocorticoid } = patient().condition('M33.20').order('prednisone', mg(20), 400, 60).assess();
    expect(glucocorticoid).toMatchObject({ taper: 'undetermined', dailyPrednisoneEquivalent: null });
  });

  it('takes a stopped order as zero', () => {
    const { glucocorticoid } = patient()
      .condition('M33.20')
      .order('prednisone', mg(20), 400, 100, undefined, { status: 'stopped' })
      .assess();
    expect(glucocorticoid).toMatchObject({ taper: 'not-hampered', recentMean: 0, dailyPrednisoneEquivalent: 0 });
  });

  it('adds what was started together and lets a later order replace an earlier one', () => {
    const together = patient()
      .condition('M33.20')
      .order('prednisone', mg(5), 150, null)
      .order('prednisone', mg(2.5), 150, null);
    expect(together.assess().glucocorticoid.dailyPrednisoneEquivalent).toBe(7.5);
    const replaced = patient()
      .condition('M33.20')
      .order('prednisone', mg(20), 300, 20)
      .order('prednisone', mg(10), 100, null);
    expect(replaced.assess().glucocorticoid).toMatchObject({
      dailyPrednisoneEquivalent: 10,
      recentMean: 10,
      earlierMean: 20,
    });
  });

  it('expands a taper with sequences', () => {
    const built = patient().condition('M33.20');
    built.add({
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '8640' }] },
      authoredOn: '2025-08-01',
      dosageInstruction: [
        {
          sequence: 2,
          timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
          doseAndRate: [{ doseQuantity: mg(10) }],
        },
        {
          sequence: 1,
          timing: {
            repeat: {
              boundsDuration: { value: 100, code: 'd', system: 'http://unitsofmeasure.org' },
              frequency: 1,
              period: 1,
              periodUnit: 'd',
            },
          },
          doseAndRate: [{ doseQuantity: mg(30) }],
        },
      ],
    });
    expect(built.assess().glucocorticoid).toMatchObject({ earlierMean: 30 });
  });
});
