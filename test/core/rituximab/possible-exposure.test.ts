/** Rituximab that cannot be placed is never read as none (I-1, I-8; terminology page 5.1.5, 5.1.6). */
import { ago, quantity, verdict } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';
import { anc, clear } from '../criteria/safety-patient.js';
import type { Json } from '../criteria/safety-patient.js';

const CODED = { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '121191' }] };
const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const mg = (value: number) => quantity(value, 'mg');
const resource = (resourceType: string, extra: Json): Json => ({
  resourceType,
  status: 'completed',
  medicationCodeableConcept: CODED,
  ...extra,
});
const administration = (extra: Json) => resource('MedicationAdministration', extra);
const statement = (extra: Json) => resource('MedicationStatement', extra);
const ordered = (status: string, from: number, to: number | undefined): Json =>
  resource('MedicationRequest', {
    status,
    intent: 'order',
    authoredOn: ago(from),
    dosageInstruction:
      to === undefined ? [] : [{ timing: { repeat: { boundsPeriod: { start: ago(from), end: ago(to) } } } }],
  });
const procedure = (code: Json, extra: Json = {}): Json => ({
  resourceType: 'Procedure',
  status: 'completed',
  code,
  performedDateTime: ago(60),
  ...extra,
});
const statusOf = (built: PatientBuilder, rule: string) => verdict(built.assess(), rule).status;

const WORDS = { medicationCodeableConcept: { text: 'MabThera 500 mg/50 mL' } };
const unplaced: readonly (readonly [string, Json])[] = [
  ['an administration by its words', administration({ ...WORDS, effectiveDateTime: ago(60) })],
  [
    'a biosimilar by its words',
    administration({ medicationCodeableConcept: { text: 'Truxima' }, effectiveDateTime: ago(60) }),
  ],
  ['an administration without a day', administration({})],
  ['a statement without a day', statement({})],
  ['an administration of unknown status', administration({ status: 'unknown', effectiveDateTime: ago(60) })],
  ['an active order after its time', ordered('active', 60, 46)],
  ['an active order that nobody closed', ordered('active', 95, undefined)],
  ['a stopped order', ordered('stopped', 60, 46)],
  ['a procedure by its words', procedure({ text: 'Rituximab infusion' })],
  ['a charge code without its system', procedure({ coding: [{ code: 'J9312' }] })],
  [
    'a charge without a day',
    procedure({ coding: [{ system: HCPCS, code: 'J9312' }] }, { performedDateTime: undefined }),
  ],
];

describe.each(unplaced)('%s', (_story, entry) => {
  const assessment = clear().add(entry).assess();

  it.each(['S-22', 'S-13', 'S-04', 'S-15', 'S-17a', 'S-33', 'S-34'])('leaves %s unknown', (rule) => {
    const { status, missing, because } = verdict(assessment, rule);
    expect([status, missing]).toEqual(['unknown', ['whether and when rituximab was given']]);
    expect(because).toContain('may tell of it');
  });

  it('opens no course, sets no stage, and is noted', () => {
    expect([assessment.courses, assessment.stage]).toEqual([[], 'before-rituximab']);
    expect(assessment.dataQuality.join()).toContain('may tell of rituximab but does not decide');
  });
});

describe('what is no exposure at all', () => {
  it.each([
    ['an order for these days', ordered('active', 5, -5)],
    ['a cancelled order', ordered('cancelled', 60, 46)],
    ['an administration that was not done', administration({ status: 'not-done', effectiveDateTime: ago(60) })],
    ['a procedure that was not done', procedure({ text: 'Rituximab infusion' }, { status: 'not-done' })],
    ['another procedure', procedure({ text: 'Infusion of saline' })],
  ])('%s', (_story, entry) => {
    expect(statusOf(clear().add(entry), 'S-22')).toBe('met');
  });

  it('an entry too old to matter for the interval', () => {
    const old = clear().add(administration({ ...WORDS, effectiveDateTime: ago(112) }));
    expect(statusOf(old, 'S-22')).toBe('met');
    expect(statusOf(old, 'S-13')).toBe('unknown');
    expect(statusOf(clear().add(administration({ ...WORDS, effectiveDateTime: ago(111) })), 'S-22')).toBe('unknown');
  });
});

describe('beside a known course', () => {
  const course = () => clear().given('rituximab', mg(1000), 180).given('rituximab', mg(1000), 166);
  const coursesOf = (entry: Json) => course().add(entry).assess().courses;

  it.each([
    ['the order it came from', ordered('active', 185, 160)],
    ['a report without a day', statement({})],
    ['a report of the year', statement({ effectiveDateTime: '2025' })],
    ['a report of a month close by', statement({ effectiveDateTime: '2025-10' })],
  ])('%s adds nothing', (_story, entry) => {
    expect(coursesOf(entry).map(({ day0 }) => day0)).toEqual([ago(180)]);
    expect(statusOf(course().add(entry), 'S-22')).toBe('met');
    expect(course().add(entry).assess().repeatCourse).toBeDefined();
  });

  it('a later entry that cannot be placed leaves the interval open', () => {
    expect(statusOf(course(), 'S-22')).toBe('met');
    expect(statusOf(course().add(administration({ ...WORDS, effectiveDateTime: ago(60) })), 'S-22')).toBe('unknown');
    expect(statusOf(course().add(administration({})), 'S-22')).toBe('unknown');
  });
});

describe('an infusion on a day that is not exact', () => {
  // the assessment is on 2026-03-01
  it.each([
    ['2026', 'unknown', 'unknown'],
    ['2025', 'unknown', 'met'],
    ['2026-01', 'unknown', 'met'],
    ['2025-10', 'met', 'met'],
  ])('in %s: S-22 is %s, S-13 is %s', (effectiveDateTime, interval, neutropenia) => {
    const built = anc(clear().add(administration({ effectiveDateTime })), 4, 0);
    expect([statusOf(built, 'S-22'), statusOf(built, 'S-13')]).toEqual([interval, neutropenia]);
  });

  it('follows no schedule that its day could show', () => {
    const { courses } = clear()
      .add(administration({ effectiveDateTime: '2026', dosage: { dose: mg(1000) } }))
      .assess();
    expect(courses[0]?.schedule).toBe('other');
  });

  it('hides no exact one that is too close', () => {
    const built = clear()
      .given('rituximab', mg(1000), 60)
      .add(administration({ effectiveDateTime: '2025' }));
    expect(statusOf(built, 'S-22')).toBe('not-met');
  });
});
