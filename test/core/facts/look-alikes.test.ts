/** What is not used is listed (I-2): measurements that look like one of the core set, and why each was set aside. */
import { ago, patient, quantity } from '../../patient.js';

const LOCAL = 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set';
const score = (code: object, value: number, unit = '{score}') =>
  patient()
    .condition('M33.20')
    .add({
      resourceType: 'Observation',
      id: 'odd',
      status: 'final',
      code,
      effectiveDateTime: ago(10),
      valueQuantity: quantity(value, unit),
    });
const coded = (code: string, system = 'http://loinc.org') => ({ coding: [{ system, code }] });
const form = (questionnaire: string, linkId: string) =>
  patient()
    .condition('M33.20')
    .add({
      resourceType: 'QuestionnaireResponse',
      id: 'odd',
      status: 'completed',
      questionnaire,
      authored: ago(10),
      item: [{ linkId: 'group', item: [{ linkId, answer: [{ valueDecimal: 60 }] }] }],
    });

it.each([
  ['PGA in words', score({ text: 'PGA' }, 5, 'cm'), 'leaves open'],
  ['a value on the panel of the HAQ', score(coded('71950-0'), 1.5), 'panel'],
  ['strength from 0 to 10', score(coded('muscle-strength-0-10-mean', LOCAL), 7), 'another score of strength'],
  ['answers of another form', form('http://other.example/Questionnaire/q', 'mmt8-total'), 'not known here'],
  ['a bilateral score above its scale', score(coded('mmt8-bilateral-total', LOCAL), 151), 'outside 0 to 150'],
])('%s', (_story, built, reason) => {
  const listed = built.assess().notUsed.filter(({ reference }) => reference.endsWith('/odd'));
  expect(listed.map((one) => one.reason)).toEqual([expect.stringContaining(reason)]);
});

it('says nothing of a form that asks for something else', () => {
  expect(form('http://other.example/Questionnaire/q', 'smoking').assess().notUsed).toEqual([]);
});

describe('a reference range by sex', () => {
  const GENDER = 'http://hl7.org/fhir/administrative-gender';
  const range = (high: number, sex: string) => ({ high: quantity(high, 'U/L'), appliesTo: [coded(sex, GENDER)] });
  const enzymeOf = (built: ReturnType<typeof patient>) =>
    built
      .condition('M33.20')
      .observation({ system: 'http://loinc.org', code: '2157-6' }, { valueQuantity: quantity(300, 'U/L') }, 10, {
        referenceRange: [range(308, 'male'), range(192, 'female')],
      })
      .assess();
  const labelOf = (built: ReturnType<typeof patient>) =>
    enzymeOf(built)
      .verdicts.find(({ id }) => id === 'disease-active')
      ?.evidence.map(({ label }) => label)
      .join();

  it.each([
    ['female', {}, 192],
    ['male', {}, 308],
    ['male', birthSex('F'), 192],
  ])('of gender %s %o: the limit is %d', (gender, extra, limit) => {
    expect(labelOf(patient({ gender, ...extra }))).toContain(`upper limit ${limit}`);
  });

  it('is not chosen where the sex is not known', () => {
    const reasons = enzymeOf(patient({ gender: 'unknown' })).notUsed.map(({ reason }) => reason);
    expect(reasons).toContain('no reference range: upper limit of normal unknown');
  });
});

function birthSex(valueCode: string) {
  return { extension: [{ url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex', valueCode }] };
}
