import fc from 'fast-check';
import { quantity } from '../patient.js';
import { WEEK_24, coreSet, treated } from '../core/response/follow-up-patient.js';
import type { CoreSetRow } from '../core/response/follow-up-patient.js';

type Row = readonly [number, number, number, number, number];
const eighths = (from: number, to: number) => fc.integer({ min: from * 8, max: to * 8 }).map((n) => n / 8);
const rows = fc.tuple(
  fc.integer({ min: 0, max: 80 }),
  fc.integer({ min: 0, max: 100 }).map((n) => n / 10),
  fc.integer({ min: 0, max: 100 }).map((n) => n / 10),
  eighths(0, 3),
  fc.integer({ min: 20, max: 6000 }),
);
const RANK = { 'non-responder': 0, indeterminate: 1, 'too-early': 1, responder: 2 } as const;
const responseOf = (baseline: CoreSetRow, followUp: CoreSetRow) => {
  const [response] = coreSet(coreSet(treated(), baseline, 187), followUp, WEEK_24).assess().responses;
  if (!response) throw new Error('no response');
  return response;
};

describe('a response', () => {
  it('is never lowered by an improvement of every measure', () => {
    fc.assert(
      fc.property(rows, rows, fc.array(fc.nat(10), { minLength: 5, maxLength: 5 }), (baseline, followUp, by) => {
        const [strength = 0, physician = 0, patientGlobal = 0, haq = 0, ck = 0] = by;
        const better: Row = [
          Math.min(80, followUp[0] + strength),
          Math.max(0, Math.round(10 * followUp[1] - physician) / 10),
          Math.max(0, Math.round(10 * followUp[2] - patientGlobal) / 10),
          Math.max(0, followUp[3] - haq / 8),
          Math.max(20, followUp[4] - 100 * ck),
        ];
        const before = responseOf(baseline, followUp);
        const after = responseOf(baseline, better);
        expect(RANK[after.seed]).toBeGreaterThanOrEqual(RANK[before.seed]);
        expect(RANK[after.imacs]).toBeGreaterThanOrEqual(RANK[before.imacs]);
        expect(after.tis.score).toBeGreaterThanOrEqual(before.tis.score);
      }),
      { numRuns: 150 },
    );
  });

  it('never changes with the units', () => {
    fc.assert(
      fc.property(rows, rows, (baseline, followUp) => {
        const plain = responseOf(baseline, followUp);
        const built = treated();
        for (const [row, day] of [
          [baseline, 187],
          [followUp, WEEK_24],
        ] as const) {
          built.score('mmt8-total', row[0], day, '1');
          built.score('physician-global-vas', Math.round(row[1] * 10), day, 'mm');
          built.score('patient-global-vas', Math.round(row[2] * 10), day, 'mm');
          built.score('haq-di', row[3], day);
          built.observation(
            { system: 'http://loinc.org', code: '2157-6' },
            { valueQuantity: quantity(row[4] / 60, 'ukat/L') },
            day,
            { referenceRange: [{ high: quantity(173 / 60, 'ukat/L') }] },
          );
        }
        const other = built.assess().responses[0];
        const verdictsOf = (response: typeof plain | undefined) => [
          response?.seed,
          response?.imacs,
          response?.tis,
          response?.measures.map(({ id, verdict }) => [id, verdict]),
        ];
        expect(verdictsOf(other)).toEqual(verdictsOf(plain));
      }),
      { numRuns: 150 },
    );
  });

  it('turns the sign of every change when baseline and follow-up are swapped', () => {
    fc.assert(
      fc.property(rows, rows, (baseline, followUp) => {
        const forth = responseOf(baseline, followUp).measures;
        const back = responseOf(followUp, baseline).measures;
        for (const [index, { changePercent }] of forth.entries()) {
          const reverse = back[index]?.changePercent ?? null;
          if (changePercent === null || reverse === null) continue;
          expect(Math.sign(changePercent) + Math.sign(reverse)).toBe(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is a responder by IMACS wherever it is one by the seed, unless strength fell by a quarter', () => {
    fc.assert(
      fc.property(rows, rows, (baseline, followUp) => {
        const { seed, imacs, measures } = responseOf(baseline, followUp);
        const fell = measures[0]?.changePercent === -25;
        if (seed === 'responder' && !fell) expect(imacs).toBe('responder');
      }),
      { numRuns: 150 },
    );
  });
});
