import { WEEKLY, daily, patient, quantity, verdict } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

const mg = (value: number) => quantity(value, 'mg');
const pm = () => patient().condition('M33.20').weight(60, 300);
const failed = (built: PatientBuilder) =>
  built.order('leflunomide', mg(20), 600, 400).order('methotrexate', mg(20), 390, 200, WEEKLY);
const steroid = (built: PatientBuilder, dose = 20) =>
  built.order('prednisone', mg(dose), 170, null).order('prednisone', mg(dose), 400, 171);
const lowSteroid = (built: PatientBuilder) => steroid(built, 5);

type Row = readonly [story: string, built: PatientBuilder, status: string];
const criteria: Readonly<Record<string, { readonly rule: string; readonly rows: readonly Row[] }>> = {
  'two-adequate-trials': {
    rule: 'R-20',
    rows: [
      ['two', failed(pm()), 'met'],
      ['one', pm().order('leflunomide', mg(20), 600, 400), 'not-met'],
      [
        'one and one without a dose',
        pm().order('leflunomide', mg(20), 600, 400).order('azathioprine', undefined, 390, 200),
        'unknown',
      ],
      ['only one, and it has no dose', pm().order('azathioprine', undefined, 390, 200), 'not-met'],
      ['no medication history', pm(), 'unknown'],
      [
        'tacrolimus is not on the list',
        pm().order('leflunomide', mg(20), 600, 400).order('tacrolimus', mg(6), 390, 200),
        'not-met',
      ],
    ],
  },
  'qualifying-agents-tried': {
    rule: 'R-21',
    rows: [
      [
        'two, however short',
        pm().order('leflunomide', mg(10), 20, 10).order('methotrexate', mg(10), 20, 10, WEEKLY),
        'met',
      ],
      ['one', pm().order('leflunomide', mg(10), 20, 10), 'not-met'],
      ['no medication history', pm(), 'unknown'],
    ],
  },
  'full-dose-reached': {
    rule: 'R-22',
    rows: [
      [
        'two at full dose for ten days',
        pm().order('leflunomide', mg(20), 20, 10).order('methotrexate', mg(20), 20, 10, WEEKLY),
        'met',
      ],
      ['one below', pm().order('leflunomide', mg(20), 20, 10).order('methotrexate', mg(15), 20, 10, WEEKLY), 'not-met'],
      ['one unknown', pm().order('leflunomide', mg(20), 20, 10).order('azathioprine', undefined, 20, 10), 'unknown'],
    ],
  },
  'three-months-reached': {
    rule: 'R-23',
    rows: [
      [
        'two for 90 days at half dose',
        pm().order('leflunomide', mg(10), 200, 111).order('methotrexate', mg(10), 200, 111, WEEKLY),
        'met',
      ],
      [
        'one a day short',
        pm().order('leflunomide', mg(10), 200, 111).order('methotrexate', mg(10), 200, 112, WEEKLY),
        'not-met',
      ],
      ['no medication history', pm(), 'unknown'],
    ],
  },
  'sequential-or-concomitant': {
    rule: 'R-24',
    rows: [
      ['one after the other', failed(pm()), 'met'],
      ['nothing to compare', pm(), 'unknown'],
    ],
  },
  'disease-active': {
    rule: 'C.4',
    rows: [
      ['weak with raised CK', pm().active(), 'met'],
      ['enzyme exactly 1.3 times', pm().score('mmt8-total', 79).lab('2157-6', 260, 200), 'met'],
      [
        'enzyme just below',
        pm()
          .score('mmt8-total', 80)
          .lab('2157-6', 259, 200)
          .score('physician-global-vas', 1.9, 10, 'cm')
          .score('patient-global-vas', 1, 10, 'cm')
          .score('haq-di', 0),
        'not-met',
      ],
      [
        'only patient-reported measures',
        pm()
          .score('patient-global-vas', 6, 10, 'cm')
          .score('haq-di', 2)
          .score('mmt8-total', 80)
          .lab('2157-6', 100, 200)
          .score('physician-global-vas', 1, 10, 'cm'),
        'not-met',
      ],
      ['nothing measured', pm(), 'unknown'],
      ['measured 91 days ago', pm().score('mmt8-total', 50, 91).lab('2157-6', 900, 200, 91), 'unknown'],
      ['measured 90 days ago', pm().score('mmt8-total', 50, 90).lab('2157-6', 900, 200, 90), 'met'],
      ['CK without a range', pm().score('mmt8-total', 50).lab('2157-6', 900, undefined), 'unknown'],
      ['CK in ukat/L', pm().score('mmt8-total', 50).lab('2157-6', 15, 3, 10, 'ukat/L'), 'met'],
      ['VAS 45 without a unit', pm().score('mmt8-total', 50).score('physician-global-vas', 45), 'unknown'],
      ['VAS 45 mm', pm().score('mmt8-total', 50).score('physician-global-vas', 45, 10, 'mm'), 'met'],
      ['bilateral strength', pm().score('mmt8-bilateral-total', 120).lab('2157-6', 900, 200), 'met'],
    ],
  },
  'taper-hampered': {
    rule: 'R-25',
    rows: [
      ['plateau at 20 mg', steroid(pm()), 'met'],
      ['5 mg', lowSteroid(pm()), 'not-met'],
      ['7.5 mg', steroid(pm(), 7.5), 'unknown'],
      ['nothing on file', pm(), 'unknown'],
      [
        'attested',
        steroid(pm(), 7.5).observation(
          { system: 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set', code: 'taper-hampered-attested' },
          { valueBoolean: true },
          30,
        ),
        'met',
      ],
      [
        'attested 181 days ago',
        steroid(pm(), 7.5).observation(
          { system: 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set', code: 'taper-hampered-attested' },
          { valueBoolean: true },
          181,
        ),
        'unknown',
      ],
    ],
  },
  'refractory-disease': {
    rule: 'R-6',
    rows: [
      ['all three', steroid(failed(pm())).active(), 'met'],
      ['no activity measured', steroid(failed(pm())), 'unknown'],
      ['steroid at 5 mg', lowSteroid(failed(pm())).active(), 'not-met'],
    ],
  },
  'refractory-mok2007': {
    rule: 'R-26',
    rows: [
      ['steroid at 5 mg and two drugs', lowSteroid(failed(pm())).active(), 'met'],
      ['no steroid on file', failed(pm()).active(), 'not-met'],
      [
        '27 days of the second',
        lowSteroid(pm()).order('leflunomide', mg(10), 200, 100).order('tacrolimus', mg(2), 127, 101).active(),
        'not-met',
      ],
      [
        '28 days of the second',
        lowSteroid(pm()).order('leflunomide', mg(10), 200, 100).order('tacrolimus', mg(2), 128, 101).active(),
        'met',
      ],
      ['nothing read', pm().active(), 'unknown'],
    ],
  },
  'high-dose-glucocorticoid-failed': {
    rule: 'R-27',
    rows: [
      ['30 mg at 60 kg for a year, two drugs', steroid(failed(pm().weight(60, 20)), 30).active(), 'met'],
      ['20 mg', steroid(failed(pm().weight(60, 20))).active(), 'not-met'],
      ['no weight', steroid(failed(patient().condition('M33.20')), 30).active(), 'unknown'],
    ],
  },
  'refractory-extended': {
    rule: 'R-28',
    rows: [
      [
        'tacrolimus counts',
        steroid(pm().order('leflunomide', mg(20), 600, 400).order('tacrolimus', mg(6), 390, 200)).active(),
        'met',
      ],
      [
        'an intolerance counts',
        steroid(
          pm()
            .order('leflunomide', mg(20), 600, 400)
            .order('azathioprine', mg(50), 390, 380, daily(), {
              status: 'stopped',
              statusReason: { text: 'Hepatotoxicity, not tolerated' },
            }),
        ).active(),
        'met',
      ],
      ['allergies not looked at', steroid(pm().order('leflunomide', mg(20), 600, 400)).active(), 'unknown'],
      ['steroid at 5 mg', lowSteroid(failed(pm())).active(), 'not-met'],
    ],
  },
};

describe.each(Object.entries(criteria))('%s', (id, { rule, rows }) => {
  it.each(rows)('%s', (_story, built, status) => {
    expect(verdict(built.assess(), rule)).toMatchObject({ id, status });
  });
});
