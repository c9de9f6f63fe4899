import { ago, daily, patient, quantity, verdict } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

type Json = Record<string, unknown>;
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const mg = (value: number) => quantity(value, 'mg');
const pm = () => patient().condition('M33.20').weight(62, 400).weight(62, 20).height(165);
const year = (amount: number, built = pm()) => built.order('prednisone', mg(amount), 365, 1);
const oral = { dosage: { dose: mg(1000), route: { text: 'oral' } } };
const noRoute = (amount: number) => ({ dosage: { dose: mg(amount) } });
const inpatient = { category: [{ coding: [{ code: 'inpatient' }] }] };
const unbounded = (amount: number, extra: Json = {}) => ({
  dosageInstruction: [
    { timing: { repeat: daily() }, route: { text: 'intravenous' }, doseAndRate: [{ doseQuantity: mg(amount) }] },
  ],
  ...extra,
});
const charge = (built: PatientBuilder, code: string, day: number) =>
  built.add({
    resourceType: 'Procedure',
    status: 'completed',
    code: { coding: [{ system: HCPCS, code }] },
    performedDateTime: ago(day),
  });
const draft = (built: PatientBuilder) => built.order('rituximab', mg(1000), 0, null, daily(), { status: 'draft' });
const gc = (built: PatientBuilder) => built.assess().glucocorticoid;
const pulse = (built: PatientBuilder, from: number, extra: Json = {}) =>
  [from, from - 1, from - 2].reduce((all, day) => all.given('methylprednisolone', mg(1000), day, extra), built);

describe('a pulse', () => {
  it.each<[string, PatientBuilder]>([
    ['into a vein', pulse(year(10), 10)],
    ['without a route', pulse(year(10), 10, noRoute(1000))],
    ['by mouth', pulse(year(10), 10, oral)],
    ['as an order of three days', year(10).order('methylprednisolone', mg(1000), 10, 8)],
    ['as an order and its administrations', pulse(year(10).order('methylprednisolone', mg(1000), 10, 8), 10)],
  ])('%s leaves the series and counts as an event', (_story, built) => {
    expect(gc(built)).toMatchObject({ recentMean: 10, taper: 'hampered' });
    expect(gc(built).because).toMatch(/pulse/);
  });

  it('of six days is none', () => {
    const built = [12, 11, 10, 9, 8, 7].reduce((all, day) => all.given('methylprednisolone', mg(1000), day), year(10));
    expect(gc(built).recentMean).toBeGreaterThan(200);
  });

  it('below 312.5 mg of prednisone is none', () => {
    expect(gc(year(5).given('methylprednisolone', mg(249), 10)).recentMean).toBeGreaterThan(5);
    expect(gc(year(5).given('methylprednisolone', mg(250), 10)).recentMean).toBe(5);
  });

  it('during a pause of the tablets leaves the day as the day before', () => {
    const built = pm().order('prednisone', mg(10), 365, 11).order('prednisone', mg(10), 7, 1);
    expect(gc(pulse(built, 10)).recentMean).toBe(10);
  });

  it.each<[string, PatientBuilder]>([
    ['an infusion of rituximab', pulse(year(5), 33).given('rituximab', mg(1000), 28)],
    ['a draft of rituximab', draft(pulse(year(5), 5))],
    ['a charge for rituximab', charge(pulse(year(5), 33), 'J9312', 30)],
  ])('before %s is preparation', (_story, built) => {
    expect(gc(built).taper).toBe('not-hampered');
  });

  it('before a charge for something else is not', () => {
    expect(gc(charge(pulse(year(5), 33), 'J1745', 30)).taper).toBe('hampered');
  });
});

it('premedication on the day of a charge leaves the series', () => {
  const built = () => year(5).given('methylprednisolone', mg(100), 20);
  expect(gc(charge(built(), 'J9312', 20))).toMatchObject({ recentMean: 5, taper: 'not-hampered' });
  expect(gc(built()).recentMean).toBeGreaterThan(5);
});

describe('orders of a hospital', () => {
  it.each<[string, PatientBuilder]>([
    [
      'carried out by administrations',
      pulse(year(10).order('methylprednisolone', mg(1000), 12, 12, daily(), { id: 'mp', ...unbounded(1000) }), 10, {
        request: { reference: 'MedicationRequest/mp' },
      }),
    ],
    [
      'without an administration',
      year(10).order('methylprednisolone', mg(1000), 12, 12, daily(), unbounded(1000, inpatient)),
    ],
  ])('without an end, %s, do not blind the series', (_story, built) => {
    expect(gc(built)).toMatchObject({ recentMean: 10, taper: 'hampered' });
  });
});

describe('days after a stopped order', () => {
  const stopped = () => pm().order('prednisone', mg(20), 365, 200, daily(), { status: 'stopped' });
  const asNeeded = [
    {
      asNeededBoolean: true,
      timing: { repeat: { boundsPeriod: { start: ago(199), end: ago(1) }, ...daily() } },
      doseAndRate: [{ doseQuantity: mg(5) }],
    },
  ];

  it('are zero when nothing else is on file', () => {
    expect(gc(stopped())).toMatchObject({ taper: 'not-hampered', dailyPrednisoneEquivalent: 0 });
  });

  it.each<[string, Json]>([
    [
      'a product not in the map',
      {
        medicationCodeableConcept: {
          coding: [{ system: 'http://snomed.info/sct', code: '1', display: 'Prednisolone 5mg tablets' }],
        },
      },
    ],
    [
      'a reference that nobody can resolve',
      { medicationCodeableConcept: undefined, medicationReference: { reference: 'Medication/gone' } },
    ],
    ['prednisone as needed', { dosageInstruction: asNeeded }],
    ['prednisone without a date', { authoredOn: undefined, dosageInstruction: [{ text: 'as before' }] }],
  ])('are unknown beside %s', (_story, extra) => {
    const built = stopped().order('prednisone', mg(20), 199, null, daily(), { authoredOn: ago(20), ...extra });
    expect(gc(built)).toMatchObject({ taper: 'undetermined', dailyPrednisoneEquivalent: null });
  });

  it('stay what a scheduled order says beside one as needed', () => {
    const built = year(10).order('prednisone', mg(5), 100, null, daily(), { dosageInstruction: asNeeded });
    expect(gc(built)).toMatchObject({ recentMean: 10, taper: 'hampered' });
  });

  it('a pulse that was stopped does not tell that the tablets were', () => {
    const built = pm().order('prednisone', mg(20), 365, 200);
    built.order('methylprednisolone', mg(1000), 150, 148, daily(), { status: 'stopped' });
    expect(gc(built).taper).toBe('undetermined');
  });

  it('an order stopped before its planned end has no dose today', () => {
    const built = pm().order('prednisone', mg(20), 365, -30, daily(), { status: 'stopped' });
    expect(gc(built)).toMatchObject({ taper: 'undetermined', dailyPrednisoneEquivalent: null });
  });
});

describe('doses per kilogram', () => {
  it('are multiplied with the weight near their start', () => {
    expect(gc(pm().order('prednisone', quantity(0.5, 'mg/kg'), 365, 1))).toMatchObject({ recentMean: 31 });
  });

  it('are listed where no weight is on file', () => {
    const assessment = patient().condition('M33.20').order('prednisone', quantity(0.5, 'mg/kg'), 365, 1).assess();
    expect(assessment.glucocorticoid.recentMean).toBeNull();
    expect(assessment.notUsed.map(({ reason }) => reason).join()).toMatch(/0.5 mg\/kg a day.*no body size/);
  });
});

it('dosages without a sequence and with days of their own are a taper, not a sum', () => {
  const steps = [
    [40, 365, 181],
    [20, 180, 121],
    [10, 120, 61],
    [5, 60, 1],
  ] as const;
  const dosageInstruction = steps.map(([amount, from, to]) => ({
    timing: { repeat: { boundsPeriod: { start: ago(from), end: ago(to) }, ...daily() } },
    doseAndRate: [{ doseQuantity: mg(amount) }],
  }));
  const built = pm().order('prednisone', mg(1), 365, 1, daily(), { dosageInstruction });
  expect(gc(built)).toMatchObject({ recentMean: 5, earlierMean: 20, taper: 'not-hampered' });
});

it('a code that nobody verified leaves the dose open and is listed', () => {
  const assessment = pm()
    .order('', mg(8), 365, 1, daily(), { medicationCodeableConcept: { coding: [{ system: RXNORM, code: '29523' }] } })
    .assess();
  expect(assessment.glucocorticoid.taper).toBe('undetermined');
  expect(assessment.notUsed.map(({ reason }) => reason).join()).toMatch(/meprednisone/);
});

describe('R-27, high dose for three months', () => {
  const failed = (built: PatientBuilder) =>
    built
      .active()
      .order('leflunomide', mg(20), 600, 400)
      .order('methotrexate', mg(20), 390, 200, daily(1, 1, 'wk'));
  const bare = () => failed(patient().condition('M33.20'));
  const status = (built: PatientBuilder) => verdict(built.assess(), 'R-27').status;

  it.each<[string, PatientBuilder, string]>([
    ['60 mg without a weight holds at 100 kg', year(60, bare()), 'met'],
    ['20 mg without a weight fails at 45 kg', year(20, bare()), 'not-met'],
    ['30 mg without a weight may be either', year(30, bare()), 'unknown'],
    ['31 mg at 62 kg', year(31, failed(pm())), 'met'],
    ['30 mg at 62 kg', year(30, failed(pm())), 'not-met'],
    ['unknown dose', failed(pm()).order('prednisone', undefined, 365, 1), 'unknown'],
    ['none on file', failed(pm()), 'not-met'],
    [
      '100 days two years ago',
      failed(pm()).order('prednisone', mg(60), 800, 701, daily(), { status: 'stopped' }),
      'met',
    ],
    [
      '80 days two years ago, stopped',
      failed(pm()).order('prednisone', mg(60), 800, 721, daily(), { status: 'stopped' }),
      'not-met',
    ],
  ])('%s: %s', (_story, built, expected) => {
    expect(status(built)).toBe(expected);
  });
});
