import { z } from 'zod';
import { lintPrefetch } from '../../../src/core/cds-hooks/prefetch-template.js';
import { ago, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';
import { cardsOf, draftBundle, fire, prefetchOf, safetyServices, topicsOf } from '../../hooks.js';
import * as on from '../criteria/safety-patient.js';
import { clear, pm, screened, treated } from '../criteria/safety-patient.js';

type Json = Record<string, unknown>;
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const rituximab = { coding: [{ system: RXNORM, code: '121191', display: 'rituximab' }] };
const dose = (value: number, unit = 'mg') => [{ doseAndRate: [{ doseQuantity: quantity(value, unit) }] }];
const draft = (id: string, more: Json): Json => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  ...more,
});
const RITUXIMAB = draft('rtx', { medicationCodeableConcept: rituximab, dosageInstruction: dose(1000) });
const IVIG = draft('ivig', {
  medicationCodeableConcept: { coding: [{ system: on.ATC, code: 'J06BA02' }] },
  dosageInstruction: dose(60, 'g'),
});
const PARACETAMOL = draft('para', { medicationCodeableConcept: { text: 'Paracetamol 1 g' } });
const MMR = {
  resourceType: 'Immunization',
  id: 'mmr',
  status: 'draft',
  patient: { reference: 'Patient/p' },
  vaccineCode: { coding: [{ system: on.CVX, code: '03' }] },
};
const testOrder = (code: string): Json => ({
  resourceType: 'ServiceRequest',
  id: `test-${code}`,
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  code: { coding: [{ system: on.LOINC, code }] },
});

/** The same patient without what names a code. */
const without = (built: PatientBuilder, code: string): PatientBuilder => {
  const kept = built.resources.filter((one) => !JSON.stringify(one).includes(code));
  built.resources.splice(0, built.resources.length, ...kept);
  return built;
};

const sign = (built: { readonly resources: Json[] }, drafts: readonly Json[], more: object = {}) =>
  fire('rituximab-order-sign', built.resources, { draftOrders: draftBundle(drafts), ...more });
const select = (built: { readonly resources: Json[] }, drafts: readonly Json[], selections: readonly string[]) =>
  fire('rituximab-order-select', built.resources, { draftOrders: draftBundle(drafts), selections });
const visit = (built: { readonly resources: Json[] }, more: object = {}) =>
  fire('rituximab-infusion-check', built.resources, { encounterId: 'e1', ...more });
const labels = (answer: Parameters<typeof cardsOf>[0]) =>
  cardsOf(answer).flatMap(({ suggestions = [] }) => suggestions.map(({ label }) => label));

describe('order-sign', () => {
  it('is silent when everything is clear', () => {
    expect(topicsOf(sign(clear(), [RITUXIMAB]))).toEqual([]);
  });

  it('asks for hepatitis B screening, critically', () => {
    expect(topicsOf(sign(pm(), [RITUXIMAB]))).toEqual([['order-prerequisites', 'critical']]);
  });

  it('keeps a warning where only cautions are open', () => {
    expect(topicsOf(sign(screened(pm()), [RITUXIMAB]))).toEqual([['order-prerequisites', 'warning']]);
  });

  it('stops for a finding, and keeps all missing tests on one card', () => {
    const answer = sign(pm().result(on.HBSAG, 'positive', 20), [RITUXIMAB]);
    expect(topicsOf(answer)).toEqual([
      ['order-contraindicated', 'critical'],
      ['order-prerequisites', 'critical'],
    ]);
    expect(cardsOf(answer).map(({ suggestions }) => suggestions !== undefined)).toEqual([false, true]);
    expect(labels(answer)).toContain('Order HBV DNA');
  });

  it('shows both schedules when the dose fits neither', () => {
    const wrong = draft('rtx', { medicationCodeableConcept: rituximab, dosageInstruction: dose(750) });
    const answer = sign(clear().weight(62, 10).height(165), [wrong]);
    expect(topicsOf(answer)).toEqual([['order-dose', 'warning']]);
    expect(cardsOf(answer)[0]?.detail).toMatch(/A: 2 x 1000 mg.*B: 4 x 375 mg\/m2 = 632 mg at 1\.69 m2/);
  });

  it('asks for a dose that is not told', () => {
    expect(topicsOf(sign(clear(), [draft('rtx', { medicationCodeableConcept: rituximab })]))).toEqual([
      ['order-dose', 'warning'],
    ]);
  });

  it.each([
    ['paracetamol', [PARACETAMOL]],
    ['a test', [testOrder('5196-1')]],
    ['nothing', []],
  ] as const)('is silent for an order of %s', (_name, drafts) => {
    expect(topicsOf(sign(pm(), drafts))).toEqual([]);
  });

  it('asks for screening before immunoglobulin, and not once it is on file or ordered', () => {
    const answer = sign(pm(), [IVIG]);
    expect(topicsOf(answer)).toEqual([['screen-before-ivig', 'warning']]);
    expect(labels(answer)).toEqual(['Order all 3 missing tests', 'Order HBsAg', 'Order anti-HBc, total', 'Order IgG']);
    expect(topicsOf(sign(on.igg(screened(pm()), 9, 30), [IVIG]))).toEqual([]);
    const tests = ['5196-1', '13952-7', '2465-3'].map(testOrder);
    expect(topicsOf(sign(pm(), [IVIG, ...tests]))).toEqual([]);
  });

  it('asks before immunoglobulin for what is missing, and does not lead with what is there', () => {
    const [card] = cardsOf(sign(screened(pm()), [IVIG]));
    expect(card?.summary).toBe(
      'Before immunoglobulin draw hepatitis B markers and IgG: Immunoglobulin ordered: no IgG on file; immunoglobulin blurs what is drawn in the…',
    );
  });

  it('says why a result leaves it open, and not one half of a contradiction', () => {
    const built = clear().result(on.HBSAG, 'positive', 20).result(on.HBSAG, 'negative', 20);
    const [card] = cardsOf(sign(built, [RITUXIMAB]));
    expect(card?.summary).toMatch(/HBsAg is both positive and negative on the same day/);
  });

  it.each([
    ['a missing key', undefined],
    ['an error', { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] }],
  ])('does not say that nothing is on file where nothing could be read: %s', (_name, safetyLabs) => {
    const built = pm();
    const [card] = cardsOf(sign(built, [RITUXIMAB], { prefetch: { ...prefetchOf(built.resources), safetyLabs } }));
    expect(card?.summary).toMatch(/HBsAg and anti-HBc could not be looked at/);
    expect(card?.detail).not.toMatch(/no HBsAg/);
  });

  it('names on its cards what else could not be looked at', () => {
    const built = pm();
    const prefetch = { ...prefetchOf(built.resources), allergies: undefined, immunizations: undefined };
    const [card] = cardsOf(sign(built, [RITUXIMAB], { prefetch }));
    expect(card?.detail).toMatch(/Not looked at: allergies/);
    expect(card?.detail).toMatch(/immunisations/);
  });

  it('warns of a live vaccine while rituximab acts', () => {
    expect(topicsOf(sign(treated(), [MMR]))).toEqual([['live-vaccine-after-rituximab', 'critical']]);
    expect(topicsOf(sign(pm(), [MMR]))).toEqual([]);
  });

  it('shows at most three cards, the most serious first', () => {
    const wrong = draft('rtx', { medicationCodeableConcept: rituximab, dosageInstruction: dose(50) });
    const built = pm().weight(62, 10).height(165).result(on.HBSAG, 'positive', 20);
    const topics = topicsOf(sign(built, [wrong, IVIG, MMR]));
    expect(topics).toEqual([
      ['order-contraindicated', 'critical'],
      ['live-vaccine-after-rituximab', 'critical'],
      ['order-prerequisites', 'critical'],
    ]);
  });

  it('is silent without a myositis on record, unless the site asks for all', () => {
    const resources = [
      { resourceType: 'Patient', id: 'p' },
      {
        resourceType: 'Condition',
        id: 'c',
        subject: { reference: 'Patient/p' },
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'M05.9' }] },
      },
    ];
    const draftOrders = draftBundle([RITUXIMAB]);
    expect(topicsOf(fire('rituximab-order-sign', resources, { draftOrders }))).toEqual([]);
    expect(topicsOf(fire('rituximab-order-sign', resources, { draftOrders }, 'all-rituximab'))).toEqual([
      ['order-prerequisites', 'critical'],
    ]);
  });

  it('names what it cannot do without', () => {
    const prefetch = { patient: { resourceType: 'Patient', id: 'p' } };
    expect(
      fire('rituximab-order-sign', [{ resourceType: 'Patient', id: 'p' }], {
        prefetch,
        draftOrders: draftBundle([RITUXIMAB]),
      }),
    ).toEqual({
      kind: 'missing-data',
      keys: ['conditions'],
    });
  });

  it('says nothing of a patient who has died', () => {
    expect(topicsOf(sign(pm({ deceasedBoolean: true }), [RITUXIMAB]))).toEqual([]);
  });

  it('leaves drafts about somebody else aside', () => {
    expect(topicsOf(sign(pm(), [{ ...RITUXIMAB, subject: { reference: 'Patient/other' } }]))).toEqual([]);
  });
});

describe('rituximab is recognised', () => {
  it.each([
    ['a biosimilar ingredient', { medicationCodeableConcept: { coding: [{ system: RXNORM, code: '2105824' }] } }],
    ['a product under the skin', { medicationCodeableConcept: { coding: [{ system: RXNORM, code: '1927885' }] } }],
    ['ATC', { medicationCodeableConcept: { coding: [{ system: on.ATC, code: 'L01FA01' }] } }],
    ['its former ATC code', { medicationCodeableConcept: { coding: [{ system: on.ATC, code: 'L01XC02' }] } }],
    ['SNOMED CT', { medicationCodeableConcept: { coding: [{ system: on.SNOMED, code: '386919002' }] } }],
    [
      'an address as urn:oid',
      { medicationCodeableConcept: { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.88', code: '121191' }] } },
    ],
    ['its words', { medicationCodeableConcept: { text: 'Ruxience 500 mg/50 mL' } }],
    [
      'a product nobody knows, by its display',
      {
        medicationCodeableConcept: {
          coding: [{ system: RXNORM, code: '99999999', display: 'rituximab-new 100 MG Injection' }],
        },
      },
    ],
    [
      'a contained Medication',
      {
        contained: [{ resourceType: 'Medication', id: 'm', code: rituximab }],
        medicationReference: { reference: '#m' },
      },
    ],
    ['a reference with a display', { medicationReference: { reference: 'Medication/unknown', display: 'Rituximab' } }],
    [
      'a charge code of a service',
      {
        resourceType: 'ServiceRequest',
        code: { coding: [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'J9312' }] },
      },
    ],
    ['no subject', { medicationCodeableConcept: rituximab, subject: undefined }],
    ['signed again', { medicationCodeableConcept: rituximab, status: 'active' }],
  ])('by %s', (_name, more) => {
    expect(topicsOf(sign(pm(), [draft('rtx', more)])).map(([topic]) => topic)).toContain('order-prerequisites');
  });

  it('by a Medication beside the draft, and by one in the prefetch', () => {
    const medication = { resourceType: 'Medication', id: 'm', code: rituximab };
    const order = draft('rtx', { medicationReference: { reference: 'Medication/m' }, dosageInstruction: dose(1000) });
    expect(topicsOf(sign(pm(), [order, medication]))).toEqual([['order-prerequisites', 'critical']]);
    expect(topicsOf(sign({ resources: [...pm().resources, medication] }, [order]))).toEqual([
      ['order-prerequisites', 'critical'],
    ]);
  });

  it.each([
    ['cancelled', { status: 'cancelled' }],
    ['an order not to give it', { doNotPerform: true }],
    [
      'a test of its level',
      { resourceType: 'ServiceRequest', code: { text: 'Rituximab level' }, medicationCodeableConcept: undefined },
    ],
    ['obinutuzumab', { medicationCodeableConcept: { coding: [{ system: on.ATC, code: 'L01FA03' }] } }],
  ])('and not: %s', (_name, more) => {
    expect(topicsOf(sign(pm(), [{ ...RITUXIMAB, ...more }]))).toEqual([]);
  });
});

describe('order-select', () => {
  it('answers for what is selected only, with a warning', () => {
    expect(topicsOf(select(pm(), [RITUXIMAB, PARACETAMOL], ['MedicationRequest/rtx']))).toEqual([
      ['order-prerequisites', 'warning'],
    ]);
    expect(topicsOf(select(pm(), [RITUXIMAB, PARACETAMOL], ['MedicationRequest/para']))).toEqual([]);
    expect(topicsOf(select(pm(), [RITUXIMAB], []))).toEqual([]);
  });

  it('does not ask for the dose of an order that is still being written', () => {
    expect(
      topicsOf(select(clear(), [draft('rtx', { medicationCodeableConcept: rituximab })], ['MedicationRequest/rtx'])),
    ).toEqual([]);
  });

  it('leaves immunoglobulin and live vaccines to the signing', () => {
    expect(topicsOf(select(treated(), [IVIG, MMR], ['MedicationRequest/ivig', 'Immunization/mmr']))).toEqual([]);
  });
});

describe('tests that are offered', () => {
  const order = z.strictObject({
    resourceType: z.literal('ServiceRequest'),
    meta: z.strictObject({
      profile: z.tuple([z.literal('http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest')]),
    }),
    status: z.literal('draft'),
    intent: z.literal('order'),
    category: z.tuple([
      z.strictObject({ coding: z.tuple([z.strictObject({ system: z.url(), code: z.string(), display: z.string() })]) }),
    ]),
    code: z.strictObject({
      coding: z.tuple([
        z.strictObject({
          system: z.literal('http://loinc.org'),
          code: z.string().regex(/^\d+-\d$/),
          display: z.string(),
        }),
      ]),
      text: z.string().min(1),
    }),
    subject: z.strictObject({ reference: z.literal('Patient/p') }),
    encounter: z.strictObject({ reference: z.literal('Encounter/e1') }),
    authoredOn: z.literal('2026-03-01'),
    reasonCode: z.tuple([z.strictObject({ text: z.string().regex(/S-\d\d/) })]),
  });
  const women = () => pm({ birthDate: '1990-05-05' });
  const offered = (answer: Parameters<typeof cardsOf>[0]): readonly string[] => labels(answer).slice(1);

  it('are valid orders of laboratory tests, and nothing else is ever drafted', () => {
    const answers = [
      sign(women(), [RITUXIMAB], { encounterId: 'e1' }),
      sign(pm().result(on.ANTI_HBC, 'positive', 20), [RITUXIMAB, IVIG, MMR], { encounterId: 'e1' }),
      visit(women().add({ ...RITUXIMAB, status: 'active', authoredOn: ago(3) })),
    ];
    const actions = answers.flatMap((answer) =>
      cardsOf(answer).flatMap(({ suggestions = [] }) => suggestions.flatMap((one) => one.actions ?? [])),
    );
    expect(actions.length).toBeGreaterThan(10);
    for (const action of actions) {
      expect(action.type).toBe('create');
      if (action.type === 'create') expect(() => order.parse(action.resource)).not.toThrow();
    }
  });

  it('come all together and one by one', () => {
    const [card] = cardsOf(sign(women(), [RITUXIMAB]));
    expect(card?.suggestions?.map(({ label, actions }) => [label, actions?.length])).toEqual([
      ['Order all 7 missing tests', 7],
      ['Order HBsAg', 1],
      ['Order anti-HBc, total', 1],
      ['Order IgG', 1],
      ['Order IgA', 1],
      ['Order IgM', 1],
      ['Order blood count with differential', 1],
      ['Order pregnancy test (hCG)', 1],
    ]);
    expect(card?.selectionBehavior).toBe('any');
  });

  it('leave out what is drafted, what is ordered on file, and what has a result', () => {
    const built = screened(women()).add({ ...testOrder('58410-2'), status: 'active', authoredOn: ago(3) });
    expect(offered(sign(built, [RITUXIMAB, testOrder('2106-3')]))).toEqual(['Order IgG', 'Order IgA', 'Order IgM']);
  });

  it('say nothing when everything that is missing is on its way', () => {
    const tests = ['5195-3', '16933-4', '2465-3', '2458-8', '2472-9', '57021-8', '2118-8'].map(testOrder);
    expect(topicsOf(sign(women(), [RITUXIMAB, ...tests]))).toEqual([]);
  });

  it.each([
    ['HBsAg 400 days old', screened(without(without(clear(), '5196-1'), '13952-7'), 400), ['5196-1', '13952-7']],
    [
      'contradictory HBsAg',
      clear().result(on.HBSAG, 'positive', 20).result(on.HBSAG, 'negative', 20),
      ['5196-1', '42595-9'],
    ],
    [
      'anti-HBc after immunoglobulin',
      clear().given('ivig', on.gram(60), 40).result(on.ANTI_HBC, 'positive', 20),
      ['42595-9'],
    ],
    ['IgG 2.0 of 91 days ago', on.igg(without(clear(), '2465-3'), 2, 91), ['2465-3', '2458-8', '2472-9']],
    ['neutrophils 0.4 of 31 days ago', on.anc(without(clear(), '751-8'), 0.4, 31), ['57021-8']],
  ])('hide no result: %s, with the tests ordered', (_name, built, codes) => {
    const answer = sign(built, [RITUXIMAB, ...codes.map(testOrder)]);
    expect(topicsOf(answer).map(([topic]) => topic)).toContain('order-prerequisites');
    expect(labels(answer)).toEqual([]);
  });

  const unscreenedBut = (more: Json): PatientBuilder => {
    const both = ['5196-1', '13952-7'].map((code) => ({ ...testOrder(code), status: 'active', ...more }));
    return without(without(clear(), '5196-1'), '13952-7')
      .add(both[0] ?? {})
      .add(both[1] ?? {});
  };

  it.each([
    ['of 30 days ago', { authoredOn: ago(30) }, 0],
    ['of 31 days ago', { authoredOn: ago(31) }, 1],
    ['of 2024', { authoredOn: '2024-05-01' }, 1],
    ['of no day', {}, 1],
    ['as a reflex', { authoredOn: ago(3), intent: 'reflex-order' }, 0],
    ['as a proposal', { authoredOn: ago(3), intent: 'proposal' }, 1],
    ['as a plan', { authoredOn: ago(3), intent: 'plan' }, 1],
    ['as an option', { authoredOn: ago(3), intent: 'option' }, 1],
    ['and called off', { authoredOn: ago(3), status: 'revoked' }, 1],
    ['by words', { authoredOn: ago(3), code: { text: 'Hepatitis B surface antigen vaccine, anti-HBc total' } }, 1],
  ] as const)('count as on their way when ordered %s', (_name, more, cards) => {
    expect(topicsOf(sign(unscreenedBut(more), [RITUXIMAB]))).toHaveLength(cards);
  });

  it('are no excuse where the results could not be read', () => {
    const built = unscreenedBut({ authoredOn: ago(3) });
    const prefetch = { ...prefetchOf(built.resources), safetyLabs: undefined };
    expect(topicsOf(sign(built, [RITUXIMAB], { prefetch }))).toEqual([['order-prerequisites', 'critical']]);
  });

  it('do not let an infusion pass', () => {
    const built = unscreenedBut({ authoredOn: ago(3) }).add({ ...RITUXIMAB, status: 'active', authoredOn: ago(3) });
    const answer = visit(built);
    expect(topicsOf(answer)).toEqual([['infusion-prerequisites', 'warning']]);
    expect(labels(answer)).toEqual([]);
  });

  it('come alone where one is missing', () => {
    const answer = sign({ resources: clear().resources.filter((one) => JSON.stringify(one).indexOf('13952-7') < 0) }, [
      RITUXIMAB,
    ]);
    expect(labels(answer)).toEqual(['Order anti-HBc, total']);
  });

  it('do not ask for IgG while immunoglobulin is given', () => {
    const answer = sign(screened(pm()).given('ivig', on.gram(60), 20), [RITUXIMAB]);
    expect(labels(answer).join()).not.toMatch(/Ig[GAM]/);
  });

  it('never name trimethoprim to a patient on methotrexate', () => {
    const weekly = { frequency: 1, period: 1, periodUnit: 'wk' };
    const built = pm()
      .order('methotrexate', on.milligram(20), 200, null, weekly)
      .order('prednisone', on.milligram(40), 100, null);
    const [card] = cardsOf(sign(built, [RITUXIMAB]));
    expect(card?.detail).toMatch(/atovaquone or pentamidine/);
    expect(`${card?.summary ?? ''}${card?.detail ?? ''}`).not.toMatch(/trimethoprim|cotrimoxazole|bactrim/i);
  });
});

describe('the infusion visit', () => {
  const due = (more: Json = {}): Json => ({ ...RITUXIMAB, status: 'active', authoredOn: ago(20), ...more });
  const timed = (timing: Json): Json => due({ dosageInstruction: [{ ...dose(1000)[0], timing }] });
  const encounter = (more: Json): Json => ({
    resourceType: 'Encounter',
    id: 'e1',
    subject: { reference: 'Patient/p' },
    status: 'in-progress',
    class: { code: 'AMB' },
    period: { start: ago(0) },
    ...more,
  });

  it('is silent when all is well', () => {
    expect(topicsOf(visit(clear().add(due())))).toEqual([]);
  });

  it.each([
    ['no order', pm()],
    ['an order that ended yesterday', pm().add(timed({ repeat: { boundsPeriod: { start: ago(30), end: ago(1) } } }))],
    [
      'an order that begins in 15 days',
      pm().add(timed({ repeat: { boundsPeriod: { start: ago(-15), end: ago(-15) } } })),
    ],
    ['dates that lie behind', pm().add(timed({ event: [ago(20), ago(6)] }))],
    ['a completed order', pm().add(due({ status: 'completed' }))],
    ['an open order of 91 days ago', pm().add(due({ authoredOn: ago(91) }))],
    ['a visit for something else', pm().add(encounter({ reasonCode: [{ text: 'Knee pain' }] }))],
  ])('is silent with %s', (_name, built) => {
    expect(topicsOf(visit(built))).toEqual([]);
  });

  it.each([
    ['an order that covers today', pm().add(timed({ repeat: { boundsPeriod: { start: ago(0), end: ago(0) } } }))],
    ['an order for a day within 14 days', pm().add(timed({ event: [ago(-14)] }))],
    ['an open order of 90 days ago', pm().add(due({ authoredOn: ago(90) }))],
    ['an infusion that runs', pm().given('rituximab', on.milligram(1000), 0, { status: 'in-progress' })],
    ['the reason of the encounter', pm().add(encounter({ reasonCode: [{ text: 'Rituximab infusion' }] }))],
    ['the service type', pm().add(encounter({ serviceType: { text: 'Infusion, rituximab' } }))],
  ])('is recognised by %s', (_name, built) => {
    expect(topicsOf(visit(built))).toEqual([['infusion-prerequisites', 'warning']]);
  });

  it.each([
    ['fever', on.temperature(clear(), 38.4)],
    ['neutrophils 0.8', on.platelets(on.anc(clear(), 0.8, 1), 200, 1)],
    [
      'a severe reaction last time',
      clear().add({ ...on.NO_ALLERGY, code: rituximab, reaction: [{ severity: 'severe' }] }),
    ],
    [
      'a course that ended 60 days ago',
      clear().given('rituximab', on.milligram(1000), 74).given('rituximab', on.milligram(1000), 60),
    ],
    [
      'an infection in hospital',
      clear().add({
        resourceType: 'Encounter',
        status: 'in-progress',
        class: { code: 'IMP' },
        period: { start: ago(1) },
        reasonCode: [{ coding: [{ system: on.SNOMED, code: '233604007' }] }],
      }),
    ],
  ])('is held for %s', (_name, built) => {
    expect(topicsOf(visit(built.add(due())))).toEqual([['infusion-hold', 'critical']]);
  });

  it('asks for what is missing or too old', () => {
    const old = on.platelets(on.anc(screened(pm()), 3, 31), 200, 31).add(due());
    const answer = visit(old);
    expect(topicsOf(answer)).toEqual([['infusion-prerequisites', 'warning']]);
    expect(labels(answer)).toContain('Order blood count with differential');
  });

  it('asks for a pregnancy test of today', () => {
    const built = on.platelets(on.anc(screened(pm({ birthDate: '1990-05-05' })), 3), 200).add(due());
    expect(labels(visit(built.result(on.HCG, 'negative', 8)))).toEqual(['Order pregnancy test (hCG)']);
    expect(labels(visit(built.result(on.HCG, 'negative', 7)))).toEqual([]);
  });

  it('lets the second infusion of a course pass, and asks when it comes too early', () => {
    expect(topicsOf(visit(clear().given('rituximab', on.milligram(1000), 14).add(due())))).toEqual([]);
    expect(topicsOf(visit(clear().given('rituximab', on.milligram(1000), 4).add(due())))).toEqual([
      ['infusion-prerequisites', 'warning'],
    ]);
  });

  it('says nothing of eligibility, nor of what was weighed when it was ordered', () => {
    expect(topicsOf(visit(clear().condition('C50.911').condition('J84.9').add(due())))).toEqual([]);
  });
});

describe('discovery', () => {
  it.each(Object.values(safetyServices()).map((service) => [service.id, service] as const))(
    '%s can be called by any client',
    (_id, service) => {
      const hook = service.hook as Parameters<typeof lintPrefetch>[0];
      expect(lintPrefetch(hook, service.prefetch)).toEqual([]);
      expect(Object.values(service.prefetch).every((template) => template.length < 1500)).toBe(true);
      expect(service.prefetch['safetyLabs']).toMatch(/5196-1.*88020-3/);
    },
  );
});
