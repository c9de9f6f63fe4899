import type { Assessment, Evidence } from '../../../src/core/assessment.js';
import { renderAssessmentMarkdown } from '../../../src/core/cards/assessment-markdown.js';

const HOSTILE = '<img src=x onerror=1> | [x](javascript:1)\n# heading `code`';

const ck: Evidence = {
  label: 'CK',
  value: 1999.999_999,
  unit: 'U/L',
  date: '2026-02-20',
  reference: 'Observation/ck-1',
};

const assessment: Assessment = {
  asOf: '2026-03-01',
  patient: 'Patient/1',
  isDeceased: false,
  knowledge: { version: '1.2.3', digest: 'abcdef' },
  stage: 'before-rituximab',
  diagnosis: {
    subtype: 'polymyositis',
    evidence: [{ label: 'Polymyositis', value: null, reference: 'Condition/pm' }, ck],
  },
  refractory: { strict: 'unknown', extended: 'not-met', mok2007: 'met' },
  trials: [
    {
      agent: 'azathioprine',
      qualifying: true,
      adequate: 'unknown',
      coveredDays: 104,
      dose: { value: null, unit: 'mg/kg/d' },
      threshold: { value: 2, unit: 'mg/kg/d' },
      because: 'No weight.',
      evidence: [ck, ck],
    },
    {
      agent: 'hydroxychloroquine',
      qualifying: false,
      adequate: 'not-met',
      coveredDays: 0,
      cycles: 2,
      dose: { value: 5.555, unit: 'mg/kg/d' },
      threshold: null,
      because: 'Not on the list.',
      evidence: [],
    },
  ],
  glucocorticoid: {
    dailyPrednisoneEquivalent: 20,
    taper: 'undetermined',
    recentMean: null,
    earlierMean: 12.346,
    because: 'Days unknown.',
  },
  activeDisease: 'met',
  courses: [
    {
      number: 1,
      day0: '2025-01-01',
      infusions: [
        { date: '2025-01-01', doseMg: 1000, trace: 'administration', references: [] },
        { date: '2025-01-15', doseMg: null, trace: 'administration', references: [] },
      ],
      schedule: 'A',
    },
  ],
  responses: [],
  bodySurfaceArea: { m2: 1.7349, formula: 'mosteller' },
  verdicts: [
    {
      id: 'adult',
      rule: 'R-2',
      group: 'population',
      status: 'met',
      because: 'Aged 52.',
      evidence: [],
      missing: [],
      cites: [],
    },
    {
      id: 'disease-active',
      rule: 'C.4',
      group: 'refractoriness',
      status: 'unknown',
      severity: 'caution',
      because: HOSTILE,
      evidence: [{ ...ck, label: HOSTILE, value: HOSTILE }],
      missing: [HOSTILE],
      cites: [],
    },
  ],
  dataQuality: [HOSTILE],
  notUsed: [{ reference: 'Observation/x', reason: HOSTILE }],
  coverage: { conditions: 'complete', labsCore: 'unavailable' },
};

describe('the report', () => {
  const report = renderAssessmentMarkdown(assessment);
  const lines = report.split('\n');

  it('says what was found, with values, days and sources', () => {
    expect(report).toMatch(/^# Assessment of Patient\/1 on 2026-03-01\n/);
    expect(report).toContain('2000 U/L, 2026-02-20, Observation/ck');
    expect(report).toContain('1.73 m²');
    expect(report).not.toContain('deceased');
    expect(renderAssessmentMarkdown({ ...assessment, isDeceased: true })).toContain('recorded as deceased');
    expect(report).toContain('| extended | not met |');
    expect(report).toContain('Course 1 from 2025-01-01, schedule A: 2025-01-01 1000 mg, 2025-01-15 dose unknown');
    expect(report.endsWith('\n')).toBe(true);
  });

  it('writes unknown where something is unknown', () => {
    expect(report).toContain('| strict | unknown |');
    expect(report).toContain('recent mean unknown; earlier mean 12.35 mg a day');
    expect(lines.find((line) => line.startsWith('| azathioprine'))).toMatch(
      /\| unknown \| 2 mg\/kg\/d \| 104 \| unknown \|/,
    );
  });

  it('lets nothing of the record become markup', () => {
    expect(report).not.toContain('<img');
    expect(report).not.toMatch(/(?<!\\)\]\(javascript/);
    expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(1);
    const rows = lines.filter(
      (line) => line.startsWith('|') && line.includes('disease active') && line.includes('C.4'),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.match(/(?<!\\)\|/g)).toHaveLength(7);
  });

  it('leaves out sections that have nothing to say', () => {
    const bare = renderAssessmentMarkdown({
      ...assessment,
      trials: [],
      courses: [],
      verdicts: [],
      dataQuality: [],
      notUsed: [],
    });
    for (const title of ['Trials', 'courses', 'Data quality', 'not used']) expect(bare).not.toContain(title);
  });
});
