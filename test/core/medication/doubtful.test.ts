import { ago, daily, patient, quantity, verdict } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

type Json = Record<string, unknown>;
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const SNOMED = 'http://snomed.info/sct';
const ATC = 'http://www.whocc.no/atc';
const CORE_SET = 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set';
const mg = (value: number) => quantity(value, 'mg');
const concept = (system: string, code: string, display?: string): Json => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
});
const pm = () => patient().condition('M33.20').weight(62, 300).weight(62, 200);
/** One adequate trial, so that one more would make two. */
const oneAdequate = () => pm().order('leflunomide', mg(20), 600, 400);
const named = (medicationCodeableConcept: Json, extra: Json = {}) =>
  oneAdequate().order('', mg(150), 300, 100, daily(), { medicationCodeableConcept, ...extra });

describe('a medication in doubt leaves its drug open', () => {
  const azathioprine = { medicationCodeableConcept: concept(RXNORM, '1256') };
  const reversed = [
    {
      timing: { repeat: { boundsPeriod: { start: ago(100), end: ago(300) }, ...daily() } },
      doseAndRate: [{ doseQuantity: mg(150) }],
    },
  ];
  const undated = [{ timing: { repeat: daily() }, doseAndRate: [{ doseQuantity: mg(150) }] }];

  it.each<[story: string, built: PatientBuilder, why: RegExp]>([
    ['RxNorm code not in the map', named(concept(RXNORM, '999999999', 'azathioprine 50 mg tablet')), /not in the map/],
    [
      'dm+d code with a clear text',
      named(concept(SNOMED, '39732311000001104', 'Azathioprine 50mg tablets')),
      /not in the map/,
    ],
    [
      'two drugs in one coding',
      named({
        coding: [
          { system: RXNORM, code: '1256' },
          { system: RXNORM, code: '6851' },
        ],
      }),
      /two drugs/,
    ],
    [
      'no date',
      named(azathioprine.medicationCodeableConcept, { authoredOn: undefined, dosageInstruction: undated }),
      /no date/,
    ],
    [
      'end before start',
      named(azathioprine.medicationCodeableConcept, { dosageInstruction: reversed }),
      /before it starts/,
    ],
  ])('%s', (_story, built, why) => {
    const assessment = built.assess();
    expect(verdict(assessment, 'R-20').status).toBe('unknown');
    expect(assessment.trials.map(({ agent, adequate }) => [agent, adequate])).toContainEqual([
      'azathioprine',
      'unknown',
    ]);
    expect(assessment.notUsed.map(({ reason }) => reason).join()).toMatch(why);
  });

  it('even an infusion without a date', () => {
    const built = oneAdequate().given('ivig', quantity(124, 'g'), 100, { effectiveDateTime: undefined });
    expect(verdict(built.assess(), 'R-20').status).toBe('unknown');
  });

  it('but two doubtful drugs of short duration do not', () => {
    const short = named(concept(SNOMED, '39732311000001104', 'Azathioprine 50mg tablets'), {
      dosageInstruction: [
        {
          timing: { repeat: { boundsPeriod: { start: ago(120), end: ago(100) }, ...daily() } },
          doseAndRate: [{ doseQuantity: mg(150) }],
        },
      ],
    });
    expect(verdict(short.assess(), 'R-20').status).toBe('not-met');
  });

  it('a code that nobody verified is listed, not dropped', () => {
    const monthly = [
      {
        timing: { repeat: { boundsPeriod: { start: ago(300), end: ago(100) }, ...daily(1, 4, 'wk') } },
        doseAndRate: [{ doseQuantity: quantity(124, 'g') }],
      },
    ];
    const assessment = named(concept(RXNORM, '5666'), { dosageInstruction: monthly }).assess();
    expect(assessment.trials.map(({ agent, adequate }) => [agent, adequate])).toContainEqual(['ivig', 'unknown']);
    expect(assessment.notUsed.map(({ reason }) => reason).join()).toMatch(/may be ivig/);
  });

  it('an ATC code in lower case is the same code', () => {
    expect(named(concept(ATC, 'l04ax01')).assess().trials[0]).toMatchObject({ agent: 'azathioprine', adequate: 'met' });
  });

  it('an order not to give says so', () => {
    const assessment = named(concept(RXNORM, '1256'), { doNotPerform: true }).assess();
    expect(assessment.dataQuality.join()).toContain('do not give azathioprine');
  });
});

describe('an attested maximum tolerated dose', () => {
  const attest = (built: PatientBuilder, drug: string) =>
    built.observation({ system: CORE_SET, code: 'maximum-tolerated-dose-reached' }, { valueString: drug }, 10);
  const adequate = (built: PatientBuilder, drug: string) => attest(built, drug).assess().trials[0]?.adequate;
  const needed = {
    dosageInstruction: [
      {
        asNeededBoolean: true,
        timing: { repeat: { boundsPeriod: { start: ago(300), end: ago(100) }, ...daily() } },
        doseAndRate: [{ doseQuantity: mg(100) }],
      },
    ],
  };

  it('stands in for a lower dose, and for one that is not on file', () => {
    expect(adequate(pm().order('azathioprine', mg(50), 300, 100), 'azathioprine')).toBe('met');
    expect(adequate(pm().order('azathioprine', undefined, 300, 100), 'azathioprine')).toBe('met');
  });

  it.each<[string, PatientBuilder, string]>([
    ['daily methotrexate', pm().order('methotrexate', mg(15), 300, 100), 'methotrexate'],
    ['methotrexate above its maximum', pm().order('methotrexate', mg(40), 300, 100, daily(1, 1, 'wk')), 'methotrexate'],
    ['azathioprine as needed', pm().order('azathioprine', mg(100), 300, 100, daily(), needed), 'azathioprine'],
    ['a slip of units', pm().order('azathioprine', mg(0.15), 300, 100), 'azathioprine'],
  ])('does not stand in for %s', (_story, built, drug) => {
    expect(adequate(built, drug)).toBe('unknown');
  });
});

describe('intolerance in the extended reading', () => {
  const ready = () =>
    oneAdequate().active().order('prednisone', mg(20), 170, null).order('prednisone', mg(20), 400, 171);
  const allergy = (built: PatientBuilder, code: Json, extra: Json = {}) =>
    built.add({ resourceType: 'AllergyIntolerance', patient: { reference: 'Patient/p' }, code, ...extra });
  const unconfirmed = { verificationStatus: { coding: [{ code: 'unconfirmed' }] } };
  const stopped = (reason: string, medicationCodeableConcept: Json = concept(RXNORM, '1256')) =>
    allergy(ready(), { text: 'pollen' }).order('', mg(150), 80, 60, daily(), {
      status: 'stopped',
      statusReason: { text: reason },
      medicationCodeableConcept,
    });

  it.each<[string, PatientBuilder, string]>([
    ['a coded allergy', allergy(ready(), concept(RXNORM, '1256')), 'met'],
    ['an unconfirmed one', allergy(ready(), concept(RXNORM, '1256'), unconfirmed), 'unknown'],
    ['one named by text', allergy(ready(), { text: 'Azathioprine' }), 'unknown'],
    ['one to something else', allergy(ready(), { text: 'pollen' }), 'not-met'],
    ['no allergy on file', ready(), 'unknown'],
    ['stopped for nausea', stopped('nausea'), 'met'],
    ['stopped for nausea, drug by text only', stopped('nausea', { text: 'azathioprine' }), 'unknown'],
    ['stopped without side effects', stopped('no side effects; patient preference'), 'not-met'],
  ])('%s: %s', (_story, built, status) => {
    expect(built.assess().refractory.extended).toBe(status);
  });

  it('named by text only asks for confirmation', () => {
    const found = verdict(allergy(ready(), { text: 'Azathioprine' }).assess(), 'R-28');
    expect(found.missing.join()).toMatch(/azathioprine.*confirm/);
    expect(found.evidence).toMatchObject([{ value: 'Azathioprine' }]);
  });
});
