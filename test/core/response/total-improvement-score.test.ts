import { PAPER, followed } from './follow-up-patient.js';
import type { CoreSetRow } from './follow-up-patient.js';

const LIMITS = { ck: 200, aldolase: 7.5 };
const tisOf = (baseline: CoreSetRow, followUp: CoreSetRow, limits = LIMITS) =>
  followed(baseline, followUp, limits).assess().responses[0];

/** Rows in the order of the page: MMT, physician, patient, HAQ, extramuscular, CK. */
const row = (...[mmt8, physician, patient, haq, extramuscular, ck]: readonly (number | null)[]): CoreSetRow => [
  mmt8 ?? null,
  physician ?? null,
  patient ?? null,
  haq ?? null,
  ck ?? null,
  null,
  extramuscular ?? null,
];

describe('vectors of clinical rules D.3', () => {
  it.each<readonly [string, CoreSetRow, CoreSetRow, number, string]>([
    ['TIS-1', row(50, 7, 6, 2, 4, 4000), row(74, 2, 2, 0.75, 1, 300), 87.5, 'major'],
    ['TIS-2', row(60, 5, 5, 1, 3, 1000), row(68, 4, 4.5, 0.875, 2.5, 700), 20, 'minimal'],
    ['TIS-3', row(70, 5, 4, 0.875, 2, 429), row(80, 3.5, 2, 0.75, 1.5, 400), 32.5, 'minimal'],
    ['TIS-4', row(64, 6, 6, 1.5, 5, 1500), row(46, 4, 4, 1, 3, 500), 47.5, 'moderate'],
    ['TIS-5', row(60, 5, 5, 1.5, 5, 3000), row(61.6, 4.5, 4.5, 1.35, 4.5, 2850), 0, 'none'],
  ])('%s', (_id, baseline, followUp, score, category) => {
    expect(tisOf(baseline, followUp)?.tis).toEqual({ score, complete: true, highestPossible: score, category });
  });

  it('TIS-4: prints the fall of strength beside a moderate score', () => {
    const response = tisOf(row(64, 6, 6, 1.5, 5, 1500), row(46, 4, 4, 1, 3, 500));
    expect(response?.seed).toBe('non-responder');
    expect(response?.notes.join('\n')).toMatch(/fell from 64 to 46[\s\S]*moderate improvement/);
  });

  it.each<readonly [string, (from: number, change: number) => readonly [CoreSetRow, CoreSetRow], readonly number[]]>([
    [
      'physician global',
      (from, by) => [
        [null, from, null, null, null],
        [null, from - by / 10, null, null, null],
      ],
      [0, 7.5, 15, 17.5, 20],
    ],
    [
      'patient global',
      (from, by) => [
        [null, null, from, null, null],
        [null, null, from - by / 10, null, null],
      ],
      [0, 2.5, 5, 7.5, 10],
    ],
    [
      'HAQ-DI',
      (_from, by) => [
        [null, null, null, 3, null],
        [null, null, null, 3 - (by * 3) / 100, null],
      ],
      [0, 5, 7.5, 7.5, 10],
    ],
    [
      'CK',
      (_from, by) => [
        [null, null, null, null, 3000],
        [null, null, null, null, 3000 - by * 30],
      ],
      [0, 2.5, 5, 7.5, 7.5],
    ],
    [
      'extramuscular',
      (from, by) => [row(null, null, null, null, from), row(null, null, null, null, from - by / 10)],
      [0, 7.5, 12.5, 15, 20],
    ],
  ])('%s: upper bounds of the bands are inclusive', (_name, rows, points) => {
    const scores = (offset: number) => [5, 15, 25, 40].map((edge) => tisOf(...rows(9, edge + offset))?.tis.score);
    expect(scores(0)).toEqual(points.slice(0, 4));
    expect(scores(0.5)).toEqual(points.slice(1));
  });

  it('MMT has its own bands', () => {
    const scores = [2, 2.5, 10, 10.5, 20, 20.5, 30, 30.5].map(
      (by) => tisOf([40, null, null, null, null], [40 + by * 0.8, null, null, null, null])?.tis.score,
    );
    expect(scores).toEqual([0, 10, 10, 20, 20, 27.5, 27.5, 32.5]);
  });
});

describe('bounds of an incomplete score', () => {
  it('states at least what it reaches', () => {
    const response = tisOf([52, 6, 5.5, 1.625, 2200, 12], [66, 3, 4, 1.25, 900, 7], PAPER);
    expect(response?.tis).toEqual({ score: 52.5, complete: false, highestPossible: 72.5, category: 'moderate' });
  });

  it('is not determinable below the first threshold, and says how high it may be', () => {
    expect(tisOf([null, 6, 5, null, null], [null, 5, 5, null, null])?.tis).toEqual({
      score: 7.5,
      complete: false,
      highestPossible: 77.5,
      category: 'not-determinable',
    });
  });

  it('takes the range of each enzyme as a multiple of its own limit', () => {
    const aldolase = tisOf([null, null, null, null, null, 60], [null, null, null, null, null, 49], PAPER);
    // (60 - 49) / (6 x 7.5) = 24.4 %
    expect(aldolase?.tis.score).toBe(5);
  });
});
