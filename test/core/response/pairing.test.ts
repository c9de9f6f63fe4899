import { WEEKLY, ago, patient, quantity } from '../../patient.js';
import { WEEK_24, coreSet, treated } from './follow-up-patient.js';
import type { CoreSetRow } from './follow-up-patient.js';

const ILL: CoreSetRow = [52, 6, 5.5, 1.625, 2200];
const WELL: CoreSetRow = [66, 3, 4, 1.25, 900];
const STRENGTH = { system: 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set', code: 'mmt8-total' };
const responsesOf = (built: ReturnType<typeof treated>) => built.assess().responses;

describe('which responses there are (ruling 13)', () => {
  it('none when nothing was measured and no target week was reached', () => {
    expect(responsesOf(treated(100))).toEqual([]);
  });

  it('one for a target week that was reached, even without a reading', () => {
    const [response, ...others] = responsesOf(treated(168));
    expect(others).toEqual([]);
    expect(response).toMatchObject({
      targetWeek: 24,
      week: 24,
      baselineDate: null,
      followUpDate: null,
      seed: 'indeterminate',
      tis: { score: 0, complete: false, highestPossible: 100, category: 'not-determinable' },
    });
    expect(responsesOf(treated(167))).toEqual([]);
  });

  it('week 24, week 52 and the newest reading', () => {
    const built = coreSet(treated(400), ILL, 400);
    coreSet(coreSet(coreSet(built, WELL, 230), WELL, 40), WELL, 5);
    expect(responsesOf(built).map(({ targetWeek, week }) => [targetWeek, week])).toEqual([
      [24, 24],
      [52, 51],
      [null, 56],
    ]);
  });

  it('does not repeat the newest reading when it is that of the target', () => {
    expect(responsesOf(coreSet(coreSet(treated(), ILL, 187), WELL, WEEK_24))).toHaveLength(1);
  });

  it.each([10, 20, 25, 45])('is a relapse %d days after the visit of week 24', (days) => {
    const later = (row: CoreSetRow) => coreSet(coreSet(coreSet(treated(220), ILL, 220), WELL, 52), row, 52 - days);
    const judged = ([, newest]: ReturnType<typeof responsesOf>) => [newest?.followUpDate, newest?.seed];
    expect(judged(responsesOf(later([30, 9, 9, 2.5, null])))).toEqual([ago(52 - days), 'non-responder']);
    // a fall of strength decides by itself (D.2)
    expect(judged(responsesOf(later([30, null, null, null, null])))).toEqual([ago(52 - days), 'non-responder']);
  });

  it('takes no single laboratory value for the newest reading while there is a visit', () => {
    const built = coreSet(coreSet(treated(100), ILL, 100), WELL, 40).lab('2157-6', 500, 173, 5);
    expect(responsesOf(built).map(({ week, measures }) => [week, measures[4]?.followUp])).toEqual([[8, 900]]);
    const alone = coreSet(treated(100), ILL, 100).lab('2157-6', 500, 173, 5);
    expect(responsesOf(alone).map(({ week, measures }) => [week, measures[4]?.followUp])).toEqual([[13, 500]]);
  });

  it('too early before day 140 in every case, with the numbers shown', () => {
    const at = (day: number) => responsesOf(coreSet(coreSet(treated(141), ILL, 141), WELL, 141 - day))[0];
    expect(at(77)).toMatchObject({ week: 11, targetWeek: null, seed: 'too-early', imacs: 'too-early' });
    expect(at(139)).toMatchObject({ week: 19, seed: 'too-early', tis: { score: 52.5 } });
    expect(at(140)).toMatchObject({ week: 20, seed: 'responder', imacs: 'responder' });
  });

  it('is silent outside the population of the papers', () => {
    const built = coreSet(coreSet(treated(), ILL, 187), WELL, WEEK_24).condition('G72.41');
    expect(built.assess()).toMatchObject({ stage: 'after-rituximab', responses: [] });
  });

  it('judges each course by its own baseline', () => {
    const built = coreSet(coreSet(treated(400), ILL, 400), WELL, 232);
    built.given('rituximab', quantity(1000, 'mg'), 200).given('rituximab', quantity(1000, 'mg'), 186);
    coreSet(built, WELL, 201);
    coreSet(built, WELL, 32);
    expect(responsesOf(built).map(({ course, targetWeek, seed }) => [course, targetWeek, seed])).toEqual([
      [1, 24, 'responder'],
      [1, 52, 'responder'],
      [2, 24, 'non-responder'],
    ]);
    expect(responsesOf(built)[1]?.notes.join()).toContain(`A further course began on ${ago(200)}`);
  });
});

describe('windows (D.1)', () => {
  const baselineAt = (day: number) => responsesOf(coreSet(coreSet(treated(), ILL, 180 + day), WELL, WEEK_24))[0];

  it.each([
    [0, 52],
    [60, 52],
    [61, null],
    [-1, null],
  ])('a value %d days before day 0 is a baseline of %s', (day, value) => {
    expect(baselineAt(day)?.measures[0]?.baseline).toBe(value);
  });

  it('takes the latest value of the baseline window', () => {
    const built = coreSet(coreSet(coreSet(treated(), [40, 9, 9, 3, 5000], 230), ILL, 182), WELL, WEEK_24);
    expect(
      responsesOf(built)[0]
        ?.measures.slice(0, 5)
        .map(({ baseline }) => baseline),
    ).toEqual(ILL);
  });

  it.each([
    [-28, 66],
    [28, 66],
    [-29, null],
    [29, null],
  ])('a value %d days from week 24 is a follow-up of %s', (offset, value) => {
    const built = coreSet(coreSet(treated(300), ILL, 300), WELL, 300 - 168 - offset);
    expect(responsesOf(built)[0]?.measures[0]?.followUp).toBe(value);
  });

  it('takes the day with most measures as anchor, and misses what lies more than 21 days from it', () => {
    const built = coreSet(treated(300), ILL, 300);
    const target = 300 - 168;
    coreSet(built, [66, 3, 4, 1.25, null], target + 25);
    const withEnzyme = (day: number) => {
      built.lab('2157-6', 900, 173, day);
      const enzyme = responsesOf(built)[0]?.measures[4];
      built.resources.pop();
      return enzyme?.followUp;
    };
    expect(withEnzyme(target + 4)).toBe(900);
    expect(withEnzyme(target + 3)).toBeNull();
    expect(responsesOf(built)[0]).toMatchObject({ week: 20, followUpDate: ago(target + 25) });
  });

  it('of several values takes the one nearest to the target', () => {
    const built = coreSet(coreSet(treated(300), ILL, 300), WELL, 132 + 10);
    built.lab('2157-6', 700, 173, 132 + 2);
    expect(responsesOf(built)[0]?.measures[4]?.followUp).toBe(700);
  });

  // day 0 is 2025-09-02: the baseline window is 2025-07-04 to then, that of week 24 2026-01-20 to 2026-03-17
  it.each([
    ['2025-08', true],
    ['2025-07', false],
    ['2025-09', false],
    ['2025', false],
  ])('of the baseline dated %s: used is %s', (effectiveDateTime, isUsed) => {
    const built = coreSet(coreSet(treated(), [null, 6, 5.5, 1.625, 2200], 187), WELL, WEEK_24);
    built.observation(STRENGTH, { valueQuantity: quantity(52, '{score}') }, 187, { effectiveDateTime });
    const { responses, notUsed } = built.assess();
    expect(responses[0]?.measures[0]?.baseline).toBe(isUsed ? 52 : null);
    expect(notUsed.map(({ reason }) => reason).includes('date not exact enough for the time window')).toBe(!isUsed);
  });

  it.each([
    ['2026-02', true],
    ['2026-01', false],
  ])('of the follow-up dated %s: used is %s', (effectiveDateTime, isUsed) => {
    const built = coreSet(coreSet(treated(), ILL, 187), [null, 3, 4, 1.25, 900], WEEK_24);
    built.observation(STRENGTH, { valueQuantity: quantity(66, '{score}') }, WEEK_24, { effectiveDateTime });
    const { responses, notUsed } = built.assess();
    expect(responses[0]?.measures[0]?.followUp).toBe(isUsed ? 66 : null);
    expect(notUsed.map(({ reason }) => reason).includes('date not exact enough for the time window')).toBe(!isUsed);
  });

  it('takes the exact of two baselines where the other may be older', () => {
    const built = coreSet(coreSet(treated(), ILL, 187), WELL, WEEK_24);
    built.observation(STRENGTH, { valueQuantity: quantity(40, '{score}') }, 187, { effectiveDateTime: '2025-08' });
    expect(responsesOf(built)[0]?.measures[0]?.baseline).toBe(52);
  });
});

describe('versions and enzymes', () => {
  it('never compares two versions of MMT', () => {
    const built = coreSet(treated(), ILL, 187).score('mmt8-bilateral-total', 130, WEEK_24);
    const [response] = responsesOf(built);
    expect(response?.measures[0]).toMatchObject({ baseline: 52, followUp: null, verdict: 'missing' });
    expect(response?.missing[0]).toMatch(/0–80.* at baseline.*0–150.* at follow-up: not comparable/);
  });

  it('compares the version that both sides have, on its own range', () => {
    const built = coreSet(treated(), [null, 6, 5.5, 1.625, 2200], 187).score('mmt8-bilateral-total', 100, 187);
    built.score('mmt8-total', 50, 187).score('mmt8-bilateral-total', 130, WEEK_24);
    const [strength] = responsesOf(built)[0]?.measures ?? [];
    expect(strength).toMatchObject({ label: 'MMT-8 bilateral (0–150)', changePercent: 30, verdict: 'improved' });
    // 30 of 150 is 20 % of the range: the band of 20 points
    expect(responsesOf(built)[0]?.tis.score).toBe(20);
  });

  it('takes the enzyme with the highest multiple of its own limit, and keeps it for the course', () => {
    const built = coreSet(treated(400), [52, 6, 5.5, 1.625, 346, 60], 400);
    coreSet(coreSet(built, [66, 3, 4, 1.25, 300, 20], 232), [66, 3, 4, 1.25, 100, null], 36);
    const [first, second] = responsesOf(built);
    expect(first?.measures[4]).toMatchObject({ label: 'Aldolase', baseline: 60, followUp: 20, verdict: 'improved' });
    expect(second?.measures[4]).toMatchObject({ label: 'Aldolase', followUp: null, verdict: 'missing' });
    expect(second?.missing).toEqual(['Aldolase at follow-up']);
  });

  it('does not use an enzyme without a reference range, and lists it', () => {
    const built = coreSet(coreSet(treated(), [52, 6, 5.5, 1.625, null], 187), [66, 3, 4, 1.25, null], WEEK_24);
    built.lab('2157-6', 2200, undefined, 187).lab('2157-6', 900, undefined, WEEK_24);
    const { responses, notUsed } = built.assess();
    expect(responses[0]?.measures[4]?.verdict).toBe('missing');
    expect(responses[0]?.seed).toBe('responder');
    expect(notUsed.filter(({ reason }) => reason.startsWith('no reference range'))).toHaveLength(2);
  });
});

describe('what stands beside a verdict', () => {
  it('prednisone equivalents on day 0 and at follow-up', () => {
    const built = coreSet(coreSet(treated(), ILL, 187), WELL, WEEK_24)
      .order('prednisone', quantity(20, 'mg'), 400, 100)
      .order('prednisone', quantity(7.5, 'mg'), 99, null)
      .order('methotrexate', quantity(20, 'mg'), 300, null, WEEKLY);
    expect(responsesOf(built)[0]?.prednisoneEquivalent).toEqual({ baseline: 20, followUp: 7.5 });
    expect(responsesOf(coreSet(coreSet(treated(), ILL, 187), WELL, WEEK_24))[0]?.prednisoneEquivalent).toEqual({
      baseline: null,
      followUp: null,
    });
  });

  it('immunoglobulin and pulses between the readings', () => {
    const built = coreSet(coreSet(treated(), ILL, 187), WELL, WEEK_24)
      .given('ivig', quantity(60, 'g'), 90)
      .given('methylprednisolone', quantity(1000, 'mg'), 181);
    expect(responsesOf(built)[0]?.notes).toEqual([
      `Immunoglobulin between baseline and follow-up (${ago(90)})`,
      `Glucocorticoid pulse between baseline and follow-up (${ago(181)})`,
    ]);
  });

  it('nothing is counted from a first day that is not exact', () => {
    const built = coreSet(patient().condition('M33.20'), WELL, 5).given('rituximab', quantity(1000, 'mg'), 100, {
      effectiveDateTime: '2025-05',
    });
    expect(built.assess()).toMatchObject({ stage: 'after-rituximab', responses: [] });
  });
});
