import { ago, patient, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

const mg = (value: number) => quantity(value, 'mg');
const pm = () => patient().condition('M33.20', { id: 'pm' }).weight(62, 210).height(165);
const twice = (built: PatientBuilder, day: number, dose = 1000, gap = 14) =>
  built.given('rituximab', mg(dose), day).given('rituximab', mg(dose), day - gap);
const weekly = (built: PatientBuilder, dose: number, count = 4, day = 200) => {
  for (let index = 0; index < count; index += 1) built.given('rituximab', mg(dose), day - 7 * index);
  return built;
};
const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const charge = (built: PatientBuilder, code: string, day: number, extra: Record<string, unknown> = {}) =>
  built.add({
    resourceType: 'Procedure',
    status: 'completed',
    code: { coding: [{ system: HCPCS, code }] },
    performedDateTime: ago(day),
    ...extra,
  });
const rituximab = { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '121191' }] };
const LYMPHOMA = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C83.30' }] };

const shapeOf = (built: PatientBuilder) =>
  built
    .assess()
    .courses.map(({ day0, schedule, infusions }) => [day0, schedule, infusions.map(({ doseMg }) => doseMg)]);

describe('courses (R-40, R-41, R-49)', () => {
  it('reads two infusions of 1000 mg two weeks apart as schedule A', () => {
    expect(shapeOf(twice(pm(), 200))).toEqual([[ago(200), 'A', [1000, 1000]]]);
  });

  it('reads four weekly infusions of 375 mg/m2 as schedule B, by body surface', () => {
    expect(shapeOf(weekly(pm(), 632))).toEqual([[ago(200), 'B', [632, 632, 632, 632]]]);
    expect(shapeOf(weekly(pm(), 500))[0]?.[1]).toBe('other');
  });

  it.each([
    [11, 'other'],
    [12, 'A'],
    [21, 'A'],
    [22, 'other'],
  ])('two infusions %d days apart are schedule %s', (gap, schedule) => {
    expect(shapeOf(twice(pm(), 200, 1000, gap))[0]?.[1]).toBe(schedule);
  });

  it.each([
    [900, 'A'],
    [899, 'other'],
    [1100, 'A'],
    [1101, 'other'],
    [750, 'other'],
  ])('two infusions of %d mg are schedule %s', (dose, schedule) => {
    expect(shapeOf(twice(pm(), 200, dose))[0]?.[1]).toBe(schedule);
  });

  it('takes one infusion of 1000 mg for schedule A as long as the second may still come', () => {
    expect(shapeOf(pm().given('rituximab', mg(1000), 21))[0]?.[1]).toBe('A');
    expect(shapeOf(pm().given('rituximab', mg(1000), 22))[0]?.[1]).toBe('other');
  });

  it('keeps an infusion on day 35 in the course and opens a new one on day 36', () => {
    const course = (day: number) =>
      pm()
        .given('rituximab', mg(1000), 200)
        .given('rituximab', mg(1000), 200 - day);
    expect(course(35).assess().courses).toHaveLength(1);
    expect(course(36).assess().courses).toHaveLength(2);
  });

  it('sums the bags of one day', () => {
    const split = pm()
      .given('rituximab', mg(300), 200)
      .given('rituximab', mg(700), 200)
      .given('rituximab', mg(1000), 186);
    expect(shapeOf(split)).toEqual([[ago(200), 'A', [1000, 1000]]]);
  });

  it('works out a dose that is given per square metre', () => {
    const [course] = weekly(pm(), 1, 0).given('rituximab', quantity(375, 'mg/m2'), 200).assess().courses;
    expect(course?.infusions[0]?.doseMg).toBeCloseTo(632.1, 1);
  });
});

describe('weaker traces (ruling 17)', () => {
  it.each(['J9312', 'J9310', 'J9311', 'Q5115', 'Q5119', 'Q5123'])('%s is one infusion of unknown dose', (code) => {
    const { courses, stage, dataQuality } = charge(pm(), code, 200).assess();
    expect(stage).toBe('after-rituximab');
    expect(courses[0]?.infusions).toEqual([
      { date: ago(200), doseMg: null, trace: 'charge', references: ['Procedure/r4'] },
    ]);
    expect(courses[0]?.schedule).toBe('other');
    expect(dataQuality.join()).toContain('weaker than an administration: charge');
  });

  it('merges a charge with the administration of its day', () => {
    const [course] = charge(charge(twice(pm(), 200), 'J9312', 200), 'J9312', 186).assess().courses;
    expect(course?.schedule).toBe('A');
    expect(course?.infusions.map(({ trace, references }) => [trace, references.length])).toEqual([
      ['administration', 2],
      ['administration', 2],
    ]);
  });

  it.each([
    ['MedicationDispense', { status: 'completed', whenHandedOver: ago(200) }, 'dispense'],
    ['MedicationStatement', { status: 'completed', effectiveDateTime: ago(200) }, 'statement'],
    [
      'MedicationRequest',
      { status: 'completed', intent: 'order', authoredOn: ago(200), dosageInstruction: [] },
      'order',
    ],
  ])('marks a course that only a %s tells of', (resourceType, extra, trace) => {
    const [course] = pm()
      .add({ resourceType, medicationCodeableConcept: rituximab, ...extra })
      .assess().courses;
    expect(course?.infusions[0]).toMatchObject({ trace, doseMg: null });
  });

  it('lets a supply give way to the infusions of its course, and keeps one of another year', () => {
    const supply = (day: number) => ({
      resourceType: 'MedicationDispense',
      status: 'completed',
      medicationCodeableConcept: rituximab,
      whenHandedOver: ago(day),
    });
    const { courses } = twice(pm(), 200).add(supply(203)).add(supply(900)).assess();
    expect(courses.map(({ day0 }) => day0)).toEqual([ago(900), ago(200)]);
  });

  it('never places a year or a month that is not over in days to come', () => {
    const { courses } = pm()
      .add({
        resourceType: 'MedicationStatement',
        status: 'completed',
        medicationCodeableConcept: rituximab,
        effectiveDateTime: '2026',
      })
      .assess();
    expect(courses.map(({ day0 }) => day0)).toEqual(['2026-03-01']);
  });

  it('names what was given directly before the first infusion (R-47)', () => {
    const [course] = twice(pm(), 200)
      .given('methylprednisolone', mg(1000), 203)
      .given('ivig', quantity(60, 'g'), 201)
      .assess().courses;
    expect(course?.preTreatment).toEqual({ immunoglobulin: [ago(201)], pulses: [ago(203)] });
    expect(twice(pm(), 200).assess().courses[0]).not.toHaveProperty('preTreatment');
  });

  it('counts nothing that was not done, is planned, or is known by text alone', () => {
    const { courses, stage } = charge(charge(pm(), 'J9312', 200, { status: 'not-done' }), 'J9312', -5)
      .add({
        resourceType: 'MedicationAdministration',
        status: 'completed',
        medicationCodeableConcept: { text: 'rituximab' },
        effectiveDateTime: ago(100),
      })
      .assess();
    expect([courses, stage]).toEqual([[], 'before-rituximab']);
  });
});

describe('rituximab for a malignancy', () => {
  it('is no course and sets no stage, by the reason of the infusion', () => {
    const { courses, stage } = pm()
      .given('rituximab', mg(700), 200, { reasonCode: [LYMPHOMA] })
      .assess();
    expect([courses, stage]).toEqual([[], 'before-rituximab']);
  });

  it('is recognised by the reason of the order and by a referenced condition', () => {
    const byOrder = pm()
      .add({
        resourceType: 'MedicationRequest',
        id: 'chop',
        status: 'stopped',
        intent: 'order',
        medicationCodeableConcept: rituximab,
        authoredOn: ago(210),
        reasonCode: [LYMPHOMA],
      })
      .given('rituximab', mg(700), 200, { request: { reference: 'MedicationRequest/chop' } });
    const byCondition = pm()
      .condition('C83.30', { id: 'lymphoma' })
      .given('rituximab', mg(700), 200, { reasonReference: [{ reference: 'Condition/lymphoma' }] });
    expect(byOrder.assess().courses).toEqual([]);
    expect(byCondition.assess().courses).toEqual([]);
  });

  it('leaves a later course for myositis alone', () => {
    const built = pm()
      .given('rituximab', mg(700), 400, { reasonCode: [LYMPHOMA] })
      .given('rituximab', mg(700), 379);
    expect(shapeOf(twice(built, 200))).toEqual([[ago(200), 'A', [1000, 1000]]]);
  });
});

describe('body surface (R-42)', () => {
  it('says so when the two formulas differ by more than 3 %', () => {
    expect(patient().condition('M33.20').weight(130, 20).height(160).assess().bodySurfaceArea?.note).toMatch(
      /Mosteller 2\.40 m2 and Du Bois 2\.25 m2/,
    );
    expect(pm().weight(62, 10).assess().bodySurfaceArea).not.toHaveProperty('note');
  });

  it.each([
    [165, 62, 632.1],
    [170, 70, 681.8],
    [180, 95, 817.3],
  ])('gives the schedule B dose of the vectors: %d cm, %d kg', (height, weight, dose) => {
    const surface = patient().condition('M33.20').weight(weight, 10).height(height).assess().bodySurfaceArea?.m2 ?? 0;
    expect(375 * surface).toBeCloseTo(dose, 1);
  });

  it('gives the 2.08 m2 of the published check', () => {
    const built = patient().condition('M33.20').weight(183, 10, 'lbs');
    built.observation({ system: 'http://loinc.org', code: '8302-2' }, { valueQuantity: quantity(74, '[in_i]') }, 1000);
    expect(built.assess().bodySurfaceArea?.m2).toBeCloseTo(2.08, 2);
  });
});
