import { WEEKLY, ago, patient, quantity, verdict } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';
import { WEEK_24, coreSet, treated } from '../response/follow-up-patient.js';

const mg = (value: number) => quantity(value, 'mg');
const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';
const visit = (built: PatientBuilder) =>
  built.add({ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, period: { start: ago(10) } });
const dm = (day0 = 100) => visit(treated(day0).weight(62, day0));
const steroid = (built: PatientBuilder, before: number, now: number, changed = 20) =>
  built.order('prednisone', mg(before), 400, changed).order('prednisone', mg(now), changed - 1, null);
const count = (built: PatientBuilder, day: number) => built.lab('751-8', 4, undefined, day, '10*9/L');
const igg = (built: PatientBuilder, day: number) => built.lab('2465-3', 900, undefined, day, 'mg/dL');
const ck = (built: PatientBuilder, day: number) => built.lab('2157-6', 300, 173, day);
const watched = (built: PatientBuilder, day = 5) => ck(igg(count(built, day), day), day);
const antibody = (built: PatientBuilder, code: string, answer: 'positive' | 'negative') =>
  built.observation(
    { system: LOINC, code },
    { valueCodeableConcept: { coding: [{ system: SNOMED, code: answer === 'positive' ? '10828004' : '260385009' }] } },
    30,
  );
const ILL = [52, 6, 5.5, 1.625, 2200] as const;

type Row = readonly [story: string, built: PatientBuilder, status: string];
const criteria: Readonly<Record<string, { readonly rule: string; readonly rows: readonly Row[] }>> = {
  'one-immunosuppressant-only': {
    rule: 'R-50',
    rows: [
      ['methotrexate alone at full dose', dm().order('methotrexate', mg(20), 300, null, WEEKLY), 'met'],
      ['methotrexate alone below full dose', dm().order('methotrexate', mg(15), 300, null, WEEKLY), 'not-met'],
      [
        'methotrexate and azathioprine',
        dm().order('methotrexate', mg(20), 300, null, WEEKLY).order('azathioprine', mg(150), 300, null),
        'not-met',
      ],
      [
        'the same on day 14',
        dm(14).order('methotrexate', mg(20), 300, null, WEEKLY).order('azathioprine', mg(150), 300, null),
        'unknown',
      ],
      [
        'the same on day 15',
        dm(15).order('methotrexate', mg(20), 300, null, WEEKLY).order('azathioprine', mg(150), 300, null),
        'not-met',
      ],
      [
        'azathioprine ended before',
        dm().order('methotrexate', mg(20), 300, null, WEEKLY).order('azathioprine', mg(150), 300, 110),
        'met',
      ],
      [
        'immunoglobulin and hydroxychloroquine do not count',
        dm()
          .order('methotrexate', mg(20), 300, null, WEEKLY)
          .order('hydroxychloroquine', mg(400), 300, null)
          .given('ivig', quantity(120, 'g'), 10),
        'met',
      ],
      [
        'a cyclophosphamide infusion 28 days ago still holds',
        dm().order('methotrexate', mg(20), 300, null, WEEKLY).given('cyclophosphamide', mg(1000), 28),
        'not-met',
      ],
      [
        'one of 29 days ago does not',
        dm().order('methotrexate', mg(20), 300, null, WEEKLY).given('cyclophosphamide', mg(1000), 29),
        'met',
      ],
      ['none at all', dm(), 'met'],
      ['dose per kg without a weight', visit(treated(100)).order('azathioprine', mg(100), 300, null), 'unknown'],
    ],
  },
  'taper-begun': {
    rule: 'R-52',
    rows: [
      ['lower than on day 0', steroid(dm(), 20, 10), 'met'],
      ['lower before day 56', steroid(dm(30), 20, 10), 'met'],
      ['the same on day 56', steroid(dm(56), 20, 20), 'not-met'],
      ['the same on day 55', steroid(dm(55), 20, 20), 'unknown'],
      ['higher', steroid(dm(), 20, 30), 'not-met'],
      ['no dose on file', dm(), 'unknown'],
    ],
  },
  'seed-visits-kept': {
    rule: 'A.9',
    rows: [
      ['none is due', dm(), 'met'],
      ['core set at week 24', coreSet(coreSet(treated(), ILL, 187), ILL, WEEK_24), 'met'],
      ['no core set at week 24', treated(), 'unknown'],
    ],
  },
  'monitoring-up-to-date': {
    rule: 'S-33',
    rows: [
      ['all five days ago', watched(dm()), 'met'],
      ['never', dm(), 'unknown'],
      ['blood count four months ago to the day', ck(igg(count(dm(200), 120), 5), 5), 'met'],
      ['blood count the day before that', ck(igg(count(dm(200), 121), 5), 5), 'not-met'],
      ['IgG more than six months ago', ck(igg(count(dm(200), 5), 182), 5), 'not-met'],
      ['the same while immunoglobulin is given', ck(count(dm(200), 5), 5).given('ivig', quantity(60, 'g'), 30), 'met'],
      // week 12 was 16 days ago; a reading counts for it from 14 days before
      ['enzymes of the last visit', ck(igg(count(dm(100), 5), 5), 30), 'met'],
      ['enzymes of an older visit', ck(igg(count(dm(100), 5), 5), 31), 'not-met'],
      ['before the first visit the baseline is enough', ck(igg(count(dm(20), 5), 5), 70), 'met'],
      ['outside the population as well', watched(dm().condition('G72.41')), 'met'],
    ],
  },
  'pre-treated': {
    rule: 'R-47',
    rows: [
      [
        'pulse of three days',
        dm().given('methylprednisolone', mg(1000), 102).given('methylprednisolone', mg(1000), 101),
        'met',
      ],
      ['immunoglobulin 14 days before', dm().given('ivig', quantity(60, 'g'), 114), 'met'],
      ['15 days before', dm().given('ivig', quantity(60, 'g'), 115), 'not-met'],
      ['premedication of 100 mg', dm().given('methylprednisolone', mg(100), 100), 'not-met'],
    ],
  },
  'age-not-below-cut-off': {
    rule: 'R-81',
    rows: [
      ['55', dm(), 'met'],
      [
        '32 on day 0',
        patient({ birthDate: '1993-11-21' }).condition('M33.20').given('rituximab', mg(1000), 100),
        'met',
      ],
      [
        '31 on day 0',
        patient({ birthDate: '1993-11-22' }).condition('M33.20').given('rituximab', mg(1000), 100),
        'not-met',
      ],
      [
        'no birth date',
        patient({ birthDate: undefined }).condition('M33.20').given('rituximab', mg(1000), 100),
        'unknown',
      ],
    ],
  },
  'no-dysphagia': {
    rule: 'R-82',
    rows: [
      ['none', dm(), 'met'],
      ['on the problem list', dm().condition('40739000', {}, SNOMED), 'not-met'],
      ['by text', dm().add({ resourceType: 'Condition', code: { text: 'Dysphagia' } }), 'unknown'],
    ],
  },
  'favourable-antibody': {
    rule: 'R-84',
    rows: [
      ['anti-Jo-1', antibody(dm(), '8076-2', 'positive'), 'met'],
      ['both negative', antibody(antibody(dm(), '8076-2', 'negative'), '82997-8', 'negative'), 'not-met'],
      ['one negative', antibody(dm(), '8076-2', 'negative'), 'unknown'],
    ],
  },
};

describe.each(Object.entries(criteria))('%s', (id, { rule, rows }) => {
  it.each(rows.map(([story, ...rest]) => [story, rest] as const))('%s', (_story, [built, status]) => {
    const found = verdict(built.assess(), rule);
    expect([found.id, found.status]).toEqual([id, status]);
  });
});

describe('what is assessed after rituximab', () => {
  it('is assessed after rituximab only', () => {
    const before = patient().condition('M33.20').assess();
    expect(before.verdicts.filter(({ group }) => group === 'repeat')).toEqual([]);
    expect(before.repeatCourse).toBeUndefined();
  });

  it('claims nothing of the papers outside their population, and keeps what is safety', () => {
    const rules = treated()
      .condition('G72.41')
      .assess()
      .verdicts.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['S-05', 'S-07', 'S-11', 'S-14', 'S-33']));
    expect(rules.filter((rule) => ['AMB-4', 'R-44', 'R-46', 'R-50', 'R-52', 'A.9', 'R-81'].includes(rule))).toEqual([]);
  });

  it('keeps one order', () => {
    const rules = treated()
      .assess()
      .verdicts.map(({ rule }) => rule);
    expect(rules.filter((rule) => rule.startsWith('S-'))).toEqual([
      ...['S-01', 'S-02', 'S-03', 'S-03a', 'S-03b', 'S-04', 'S-05', 'S-06', 'S-07', 'S-08', 'S-08a', 'S-09', 'S-10'],
      ...['S-11', 'S-12', 'S-13', 'S-14', 'S-14a', 'S-14b', 'S-15', 'S-16', 'S-17', 'S-17a', 'S-18', 'S-18a', 'S-18b'],
      ...['S-19', 'S-20', 'S-20a', 'S-21', 'S-22', 'S-23', 'S-24', 'S-25', 'S-25a', 'S-26', 'S-27', 'S-27a', 'S-28'],
      ...['S-29', 'S-30', 'S-31', 'S-32', 'S-33', 'S-33a', 'S-34'],
    ]);
    expect(rules.slice(rules.indexOf('S-34') + 1)).toEqual([
      ...['AMB-4', 'R-44', 'R-45', 'R-46', 'R-50', 'R-52', 'A.9', 'R-47', 'R-81', 'R-82', 'R-84'],
    ]);
  });

  it('names the reading of the day by which a month before is meant', () => {
    expect(verdict(ck(igg(count(dm(200), 121), 5), 5).assess(), 'S-33').because).toBe(
      `Blood count last on ${ago(121)}`,
    );
  });
});
