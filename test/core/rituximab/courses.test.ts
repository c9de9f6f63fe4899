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

  it.each([
    [680, 'B'],
    [1000, 'B'],
    [404, 'other'],
    [1115, 'other'],
  ])('four weekly infusions of %d mg without a body surface are schedule %s', (dose, schedule) => {
    expect(shapeOf(weekly(patient().condition('M33.20'), dose))[0]?.[1]).toBe(schedule);
  });

  it('asks one body surface to suit all doses where none is known', () => {
    const unlike = patient().condition('M33.20');
    for (const [index, dose] of [500, 700, 500, 700].entries()) unlike.given('rituximab', mg(dose), 200 - 7 * index);
    expect(shapeOf(unlike)[0]?.[1]).toBe('other');
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

  it('keeps the supply of an infusion that nothing better tells of', () => {
    const supply = (day: number, extra: Record<string, unknown> = {}) => ({
      resourceType: 'MedicationDispense',
      status: 'completed',
      medicationCodeableConcept: rituximab,
      whenHandedOver: ago(day),
      ...extra,
    });
    const second = () => pm().given('rituximab', mg(1000), 186);
    const daysOf = (built: PatientBuilder) =>
      built.assess().courses.flatMap(({ infusions }) => infusions.map(({ date, trace }) => [date, trace]));
    const ofSecond = [ago(186), 'administration'];
    expect(daysOf(second().add(supply(200)).add(supply(186)))).toEqual([[ago(200), 'dispense'], ofSecond]);
    // a supply of some days before is that of the infusion, and one of its order
    expect(daysOf(second().add(supply(193)))).toEqual([ofSecond]);
    const order = { reference: 'MedicationRequest/order' };
    const linked = pm().given('rituximab', mg(1000), 186, { request: order });
    expect(daysOf(linked.add(supply(200, { authorizingPrescription: [order] })))).toEqual([ofSecond]);
    // two supplies before one infusion: one of them was used for another
    expect(daysOf(second().add(supply(196)).add(supply(193)))).toHaveLength(2);
  });

  it.each([185, 187])('merges a charge of day %d with the infusion of day 186, and says so', (day) => {
    const { courses, dataQuality } = charge(twice(pm(), 200), 'J9312', day).assess();
    expect(courses[0]?.infusions.map(({ date }) => date)).toEqual([ago(200), ago(186)]);
    expect(dataQuality.join()).toContain('counted as one');
  });

  it('keeps a charge two days from an infusion', () => {
    expect(charge(twice(pm(), 200), 'J9312', 184).assess().courses[0]?.infusions).toHaveLength(3);
  });

  it('knows the charge codes by their other address', () => {
    const code = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/HCPCS-all-codes', code: 'J9312' }] };
    expect(charge(pm(), '', 200, { code }).assess().courses[0]?.day0).toBe(ago(200));
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

describe('doses that nobody gives (B.1, I-2)', () => {
  const twins = pm().given('rituximab', mg(1000), 200).given('rituximab', mg(1000), 200, { id: 'twin' });
  it.each<readonly [string, PatientBuilder, number | null]>([
    ['two records of one day', twins, 2000],
    ['1400 mg under the skin', pm().given('rituximab', mg(1400), 200), 1400],
    ['more than 413 mg/m2', pm().given('rituximab', quantity(414, 'mg/m2'), 200), 697.88],
    ['a thousand times too small', pm().given('rituximab', mg(1), 200), null],
  ])('%s', (_story, built, dose) => {
    const { courses, dataQuality } = built.assess();
    const [infusion] = courses[0]?.infusions ?? [];
    if (dose === null) expect(infusion?.doseMg).toBeNull();
    else expect(infusion?.doseMg).toBeCloseTo(dose, 1);
    expect(dataQuality.join()).toMatch(/above the plausible maximum|1000 times too small/);
  });

  it('says nothing of a dose up to 1100 mg', () => {
    expect(twice(pm(), 200, 1100).assess().dataQuality.join()).not.toContain('plausible');
  });
});

describe('rituximab for a malignancy', () => {
  it('does not swallow a course for myositis that begins close by', () => {
    const built = pm().given('rituximab', mg(700), 220, { reasonCode: [LYMPHOMA] });
    expect(shapeOf(twice(built, 200))).toEqual([[ago(200), 'A', [1000, 1000]]]);
    expect(built.assess().dataQuality.join()).toContain('read as a course of its own');
  });

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

  it('does not believe a recorded body surface that nobody has', () => {
    const recorded = patient().condition('M33.20');
    recorded.observation({ system: 'http://loinc.org', code: '3140-1' }, { valueQuantity: quantity(19_000, 'm2') }, 20);
    const { bodySurfaceArea, notUsed } = recorded.assess();
    expect([bodySurfaceArea, notUsed.length]).toEqual([undefined, 1]);
  });

  it('gives the 2.08 m2 of the published check', () => {
    const built = patient().condition('M33.20').weight(183, 10, 'lbs');
    built.observation({ system: 'http://loinc.org', code: '8302-2' }, { valueQuantity: quantity(74, '[in_i]') }, 1000);
    expect(built.assess().bodySurfaceArea?.m2).toBeCloseTo(2.08, 2);
  });
});
