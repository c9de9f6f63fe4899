import { ago, patient, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

const LOINC = 'http://loinc.org';
const CK = { system: LOINC, code: '2157-6' };
const ULN = { high: { value: 200, unit: 'U/L', system: 'http://unitsofmeasure.org', code: 'U/L' } };
const IMACS = 'https://myositis-cds.example/fhir/Questionnaire/imacs-core-set';
const LOCAL = 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set';

const pm = (extra = {}) => patient(extra).condition('M33.20');

/** The evidence of C.4 as label and value. */
const active = (built: PatientBuilder) =>
  built
    .assess()
    .verdicts.find(({ rule }) => rule === 'C.4')
    ?.evidence.map(({ label, value, unit }) => `${label}: ${String(value)} ${unit ?? ''}`);

const answer = (linkId: string, value: object, extra = {}) => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  questionnaire: `${IMACS}|1.0`,
  authored: ago(5),
  item: [{ linkId, answer: [value] }],
  ...extra,
});

describe('a number in its unit', () => {
  it('without a unit takes that of its own reference range', () => {
    const built = pm().observation(CK, { valueQuantity: { value: 900 }, referenceRange: [ULN] }, 5);
    expect(active(built)).toEqual(['creatine-kinase (4.5 × upper limit 200): 900 U/L']);
  });

  it('without a unit and without a range is refused and listed', () => {
    const built = pm().observation(CK, { valueQuantity: { value: 900 } }, 5);
    expect(active(built)).toEqual([]);
    expect(built.assess().notUsed).toContainEqual({ reference: 'Observation/r2', reason: 'no unit' });
  });

  it('dated only by its report counts, with a note', () => {
    const built = pm().observation(
      CK,
      {
        valueQuantity: quantity(900, 'U/L'),
        referenceRange: [ULN],
        effectiveDateTime: undefined,
        issued: `${ago(5)}T10:00:00Z`,
      },
      5,
    );
    expect(active(built)).toHaveLength(1);
    expect(built.assess().dataQuality).toEqual([expect.stringContaining('the day of the report is used')]);
  });

  it('under a code that waits for a decision is listed and not used', () => {
    const built = pm().observation({ system: LOINC, code: '2298-8' }, { valueQuantity: quantity(20, 'U/L') }, 5);
    expect(built.assess().notUsed).toEqual([
      { reference: 'Observation/r2', reason: expect.stringContaining('not yet accepted') as string },
    ]);
  });

  it.each(['{score}', 'Score', 'points', '1'])('of MMT-8 in %s is a score', (unit) => {
    expect(active(pm().score('mmt8-total', 60, 5, unit))).toEqual(['MMT-8 (0–80): 60 {score}']);
  });
});

describe('MMT-8 in the LOINC wrapper for performance measures', () => {
  const wrapper = (name: string) =>
    pm().observation({ system: LOINC, code: '89197-8' }, {}, 5, {
      component: [
        { code: { coding: [{ system: LOINC, code: '89190-3' }] }, valueString: name },
        { code: { coding: [{ system: LOINC, code: '89191-1' }] }, valueQuantity: quantity(61, '{score}') },
      ],
    });

  it('counts under the name it gives', () => {
    expect(active(wrapper('MMT-8'))).toEqual(['MMT-8 (0–80): 61 {score}']);
  });

  it('of another measure does not', () => {
    expect(active(wrapper('Timed up and go'))).toEqual([]);
  });
});

describe('answers of a questionnaire', () => {
  it('count by link id in the form known here, whatever its version', () => {
    expect(active(pm().add(answer('phga', { valueDecimal: 6 })))).toEqual(['Physician global activity: 6 cm']);
  });

  it('of another form are not read', () => {
    expect(
      active(pm().add(answer('phga', { valueDecimal: 6 }, { questionnaire: 'https://a.example/q/psoriasis' }))),
    ).toEqual([]);
  });

  it('coded with a weight count as that number', () => {
    const value = {
      valueCoding: {
        system: LOCAL,
        code: 'x',
        extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: 7 }],
      },
    };
    expect(active(pm().add(answer('phga', value)))).toEqual(['Physician global activity: 7 cm']);
  });
});

describe('body size', () => {
  const sized = (day: number) =>
    pm()
      .observation({ system: LOINC, code: '29463-7' }, { valueQuantity: quantity(70, 'kg') }, 10)
      .observation({ system: LOINC, code: '8302-2' }, { valueQuantity: quantity(160, 'cm') }, day)
      .assess().bodySurfaceArea;

  it('takes the height of a grown-up at any age', () => {
    expect(sized(5000)?.m2).toBeCloseTo(1.764, 3);
  });

  it('never takes that of a child', () => {
    expect(sized(15_000)).toBeUndefined();
  });
});

it('a birth date in the future is no age', () => {
  const assessment = pm({ birthDate: '2030-01-01' }).assess();
  expect(assessment.verdicts.find(({ rule }) => rule === 'R-1')?.status).toBe('unknown');
  expect(assessment.dataQuality).toEqual([expect.stringContaining('birth date')]);
});
