import { WEEK_24, coreSet, followed, treated } from './follow-up-patient.js';
import type { CoreSetRow } from './follow-up-patient.js';

type Verdict = 'responder' | 'non-responder' | 'indeterminate';
const changesOf = (baseline: CoreSetRow, followUp: CoreSetRow) =>
  followed(baseline, followUp).assess().responses[0] ?? null;

describe('response vectors of clinical rules D.2', () => {
  it.each<readonly [string, CoreSetRow, CoreSetRow, Verdict, Verdict]>([
    ['DOI-1', [52, 6, 5.5, 1.625, 2200, 12], [66, 3, 4, 1.25, 900, 7], 'responder', 'responder'],
    ['DOI-2', [60, 5, 5, 1, 865, 6], [72, 4, 4, 0.75, 692, 6], 'non-responder', 'responder'],
    ['DOI-3', [70, 5, 4, 0.875, 429, 8], [80, 3.5, 2, 0.75, 400, 7.9], 'non-responder', 'non-responder'],
    ['DOI-5', [68, 4, 0, 0, 123, 4], [76, 2, 0, 0, 83, 3.2], 'non-responder', 'non-responder'],
    ['DOI-6', [null, 6, 5, 1.5, 1200], [null, 3, 3, 1, 600], 'indeterminate', 'indeterminate'],
    ['DOI-7', [58, 5, 5, 1, 900, 9], [62, 3.5, 7, 1.5, 600, 6], 'non-responder', 'non-responder'],
    ['DOI-9', [60, 6, 6, 1.5, 900, 9], [45, 4, 4, 1, 600, 6], 'responder', 'non-responder'],
  ])('%s', (_id, baseline, followUp, seed, imacs) => {
    const response = changesOf(baseline, followUp);
    expect(response).toMatchObject({ course: 1, week: 24, targetWeek: 24, seed, imacs, borderline: seed !== imacs });
  });

  it('DOI-1: changes are 26.92, 50, 27.27, 23.08 and 59.09 per cent, CK leads', () => {
    const { measures = [] } = changesOf([52, 6, 5.5, 1.625, 2200, 12], [66, 3, 4, 1.25, 900, 7]) ?? {};
    const expected = [26.92, 50, 27.27, 23.08, 59.09];
    for (const [index, change] of expected.entries()) expect(measures[index]?.changePercent).toBeCloseTo(change, 2);
    expect(measures.slice(0, 5).every(({ verdict }) => verdict === 'improved')).toBe(true);
    expect(measures[4]).toMatchObject({ id: 'muscle-enzyme', label: 'CK', baseline: 2200, followUp: 900 });
  });

  it('DOI-3: a baseline of 70 is ceiling-limited, and says so', () => {
    const { measures = [] } = changesOf([70, 5, 4, 0.875, 429, 8], [80, 3.5, 2, 0.75, 400, 7.9]) ?? {};
    expect(measures[0]).toMatchObject({ verdict: 'unchanged', note: expect.stringContaining('ceiling-limited') });
    expect(followed([66.6, 5, 4, 1, 429], [80, 3, 2, 1, 400]).assess().responses[0]?.measures[0]).not.toHaveProperty(
      'note',
    );
  });

  it('DOI-5: floors and normal enzymes are not evaluable', () => {
    const { measures = [] } = changesOf([68, 4, 0, 0, 123, 4], [76, 2, 0, 0, 83, 3.2]) ?? {};
    expect(measures.map(({ verdict }) => verdict)).toEqual([
      'unchanged',
      'improved',
      'not-evaluable',
      'not-evaluable',
      'not-evaluable',
      'missing',
    ]);
  });

  it('DOI-6: names what is missing', () => {
    expect(changesOf([null, 6, 5, 1.5, 1200], [null, 3, 3, 1, 600])?.missing).toEqual([
      'MMT-8 (0–80) at baseline and at follow-up',
    ]);
  });

  it('DOI-9: a fall of exactly 25 % is borderline and is printed', () => {
    const { measures = [], notes = [] } = changesOf([60, 6, 6, 1.5, 900, 9], [45, 4, 4, 1, 600, 6]) ?? {};
    expect(measures[0]).toMatchObject({ changePercent: -25, verdict: 'unchanged' });
    expect(notes).toEqual(['MMT-8 (0–80) fell from 60 to 45 (-25.00 %)', expect.stringContaining('borderline')]);
  });
});

describe('floors and ceilings (AMB-12, AMB-13)', () => {
  const verdictsOf = (baseline: CoreSetRow, followUp: CoreSetRow) =>
    Object.fromEntries(
      (changesOf(baseline, followUp)?.measures ?? []).map(({ id, verdict, changePercent }) => [
        id,
        [verdict, changePercent],
      ]),
    );

  it.each([
    [15, 'unchanged'],
    [16, 'improved'],
  ])('strength from 0 to %d is %s, without a percentage', (followUp, verdict) => {
    expect(verdictsOf([0, 5, 5, 1, 900], [followUp, 5, 5, 1, 900])['mmt8']).toEqual([verdict, null]);
  });

  it.each([
    [0.9, 1.9, 'worsened'],
    [0.9, 1.8, 'not-evaluable'],
    [0.9, 0, 'not-evaluable'],
    [1, 0.7, 'improved'],
    [1, 1.3, 'worsened'],
  ])('a global of %d to %d is %s', (from, to, verdict) => {
    const found = verdictsOf([60, from, from, 1, 900], [60, to, to, 1, 900]);
    expect([found['physician-global']?.[0], found['patient-global']?.[0]]).toEqual([verdict, verdict]);
  });

  it.each([
    [0.125, 0.375, 'worsened'],
    [0.125, 0.25, 'not-evaluable'],
    [0.25, 0.125, 'improved'],
  ])('HAQ-DI of %d to %d is %s', (from, to, verdict) => {
    expect(verdictsOf([60, 5, 5, from, 900], [60, 5, 5, to, 900])['haq-di']?.[0]).toBe(verdict);
  });

  it.each([
    [173, 100, 'not-evaluable'],
    [150, 200, 'worsened'],
    [150, 187.5, 'not-evaluable'],
    [130, 165, 'not-evaluable'],
    [174, 130, 'improved'],
  ])('CK of %d to %d with a limit of 173 is %s', (from, to, verdict) => {
    expect(verdictsOf([60, 5, 5, 1, from], [60, 5, 5, 1, to])['muscle-enzyme']?.[0]).toBe(verdict);
  });

  it('a bound decides only where every value it may stand for agrees', () => {
    const built = coreSet(coreSet(treated(), [60, 5, 5, 1, null], 187), [60, 5, 5, 1, null], WEEK_24);
    built.lab('2157-6', 400, 173, 187);
    const bounded = (value: number, comparator: string) =>
      built.observation(
        { system: 'http://loinc.org', code: '2157-6' },
        { valueQuantity: { value, unit: 'U/L', comparator } },
        WEEK_24,
        { referenceRange: [{ high: { value: 173, unit: 'U/L' } }] },
      );
    const enzyme = () => built.assess().responses[0]?.measures.find(({ id }) => id === 'muscle-enzyme');
    bounded(20, '<');
    expect(enzyme()).toMatchObject({ verdict: 'improved' });
    built.resources.pop();
    bounded(390, '>');
    expect(enzyme()).toMatchObject({
      verdict: 'missing',
      note: expect.stringContaining('bound'),
      label: 'CK (follow-up >390)',
      followUpComparator: '>',
      changePercent: null,
    });
  });
});
