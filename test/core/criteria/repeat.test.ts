import { ago, patient, quantity, verdict } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';
import { WEEK_24, coreSet, treated } from '../response/follow-up-patient.js';

const SNOMED = 'http://snomed.info/sct';
const ATC = 'http://www.whocc.no/atc';
const PNEUMONIA = { coding: [{ system: SNOMED, code: '233604007', display: 'Pneumonia' }] };
const rituximab = { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '121191' }] };
const IV = { coding: [{ system: SNOMED, code: '47625008' }] };

const visit = (built: PatientBuilder) =>
  built.add({ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, period: { start: ago(20) } });
const stay = (from: number, to: number | null, reason: object | undefined, code = 'IMP') => ({
  resourceType: 'Encounter',
  status: to === null ? 'in-progress' : 'finished',
  class: { code },
  period: { start: ago(from), ...(to === null ? {} : { end: ago(to) }) },
  ...(reason ? { reasonCode: [reason] } : {}),
});
const antibiotic = (from: number, to: number, code = 'J01CR02', extra: object = {}) => ({
  resourceType: 'MedicationRequest',
  status: 'completed',
  intent: 'order',
  medicationCodeableConcept: { coding: [{ system: ATC, code }], text: 'antibiotic' },
  authoredOn: ago(from),
  dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start: ago(from), end: ago(to) } } } }],
  ...extra,
});
const worded = (from: number, to: number) =>
  antibiotic(from, to, '', { medicationCodeableConcept: { text: 'Amoxicillin 500 mg capsule' } });
const infused = (day: number) => ({
  resourceType: 'MedicationAdministration',
  status: 'completed',
  medicationCodeableConcept: { coding: [{ system: ATC, code: 'J01DD04' }], text: 'ceftriaxone' },
  effectiveDateTime: ago(day),
  dosage: { route: IV },
});
const ivigInWords = (text: string, day: number, system?: string) => ({
  resourceType: 'MedicationAdministration',
  status: 'completed',
  medicationCodeableConcept:
    system === undefined ? { text } : { coding: [{ system, code: '99999999', display: text }] },
  effectiveDateTime: ago(day),
});
const igg = (built: PatientBuilder, value: number, day: number, extra: object = {}, unit = 'g/L') =>
  built.observation(
    { system: 'http://loinc.org', code: '2465-3' },
    { valueQuantity: quantity(value, unit) },
    day,
    extra as Record<string, unknown>,
  );
const allergy = (extra: object, code: object = rituximab) => ({
  resourceType: 'AllergyIntolerance',
  subject: undefined,
  patient: { reference: 'Patient/p' },
  code,
  ...extra,
});
const NO_ALLERGY = allergy({}, { coding: [{ system: SNOMED, code: '716186003' }] });

/** After schedule A 180 days ago, with everything on file that the repeat asks for. */
const clear = () => igg(visit(treated()), 9, 30).add(NO_ALLERGY);
/** The same without the named parts. */
const bare = () => treated();
const ILL = [52, 6, 5.5, 1.625, 2200] as const;
const WELL = [66, 3, 4, 1.25, 900] as const;
const WORSE = [52, 8, 5.5, 1.625, 2200] as const;
const WEAKER = [34, 4, 4, 1, 900] as const;
const RELAPSE = [34, 9, 9, 2.5, null] as const;
const WEAK = [34, null, null, null, null] as const;
/** Under prednisone, 1000 mg of methylprednisolone on one day. */
const pulsed = (day: number) =>
  read(clear(), WELL)
    .order('prednisone', quantity(10, 'mg'), 400, null)
    .given('methylprednisolone', quantity(1000, 'mg'), day);
const read = (built: PatientBuilder, row: readonly [number, number, number, number, number]) =>
  coreSet(coreSet(built, ILL, 187), row, WEEK_24);

type Row = readonly [story: string, built: PatientBuilder, status: string, severity?: string];
const criteria: Readonly<Record<string, { readonly rule: string; readonly rows: readonly Row[] }>> = {
  'no-severe-active-infection': {
    rule: 'S-05',
    rows: [
      ['all looked at, nothing found', clear(), 'met'],
      ['in hospital for pneumonia', clear().add(stay(3, null, PNEUMONIA)), 'not-met', 'contraindication'],
      ['a stay that is over is not now', clear().add(stay(60, 50, PNEUMONIA)), 'met'],
      ['antibiotic into a vein 7 days ago', clear().add(infused(7)), 'not-met', 'contraindication'],
      ['antibiotic into a vein 8 days ago', clear().add(infused(8)), 'met'],
      [
        'severe by its own word',
        clear().condition('J18.9', { severity: { text: 'Severe' }, recordedDate: ago(5) }),
        'not-met',
        'contraindication',
      ],
      ['active tuberculosis', clear().condition('A15.0', { recordedDate: ago(400) }), 'not-met', 'contraindication'],
      [
        'in hospital by its hospitalization element',
        clear().add({ ...stay(3, null, PNEUMONIA, 'LOCAL'), hospitalization: {} }),
        'not-met',
        'contraindication',
      ],
      ['encounters not looked at', igg(bare(), 9, 30).add(NO_ALLERGY), 'unknown'],
    ],
  },
  'no-recurrent-infection': {
    rule: 'S-07',
    rows: [
      ['none', clear(), 'met'],
      ['one', clear().add(antibiotic(60, 50)), 'met'],
      ['two within 6 months', clear().add(antibiotic(60, 50)).add(antibiotic(120, 113)), 'not-met', 'contraindication'],
      ['two 7 months apart', clear().add(antibiotic(60, 50)).add(antibiotic(275, 268)), 'met'],
      ['one of them more than 12 months ago', clear().add(antibiotic(330, 320)).add(antibiotic(370, 360)), 'met'],
      ['two drugs within 14 days are one infection', clear().add(antibiotic(60, 50)).add(antibiotic(46, 40)), 'met'],
      ['two drugs 15 days apart are two', clear().add(antibiotic(60, 55)).add(antibiotic(45, 40)), 'not-met'],
      ['two of them known by words only', clear().add(worded(60, 50)).add(worded(120, 113)), 'unknown', 'caution'],
      ['words beside the code of the same infection', clear().add(antibiotic(60, 50)).add(worded(62, 50)), 'met'],
      [
        'an infection on the problem list merges into its treatment',
        clear()
          .add(antibiotic(60, 50))
          .condition('J18.9', { onsetDateTime: ago(58) }),
        'met',
      ],
      [
        'an infection without a treatment on file might make two',
        clear()
          .add(antibiotic(60, 50))
          .condition('J18.9', { onsetDateTime: ago(120) }),
        'unknown',
      ],
      [
        'prophylaxis',
        clear()
          .add(antibiotic(60, 50, 'J01EE01'))
          .add(antibiotic(120, 113)),
        'met',
      ],
      ['suppression for 43 days', clear().add(antibiotic(92, 50)).add(antibiotic(120, 113)), 'met'],
      [
        'an order not to give',
        clear()
          .add(antibiotic(60, 50, 'J01CR02', { doNotPerform: true }))
          .add(antibiotic(120, 113)),
        'met',
      ],
      ['encounters not looked at', bare(), 'unknown'],
    ],
  },
  'immunoglobulin-g-adequate': {
    rule: 'S-11',
    rows: [
      ['9 g/L', clear(), 'met'],
      ['7 g/L is not low', igg(visit(treated()), 7, 30), 'met'],
      ['6.9 g/L', igg(visit(treated()), 6.9, 30), 'not-met', 'caution'],
      ['690 mg/dL', igg(visit(treated()), 690, 30, {}, 'mg/dL'), 'not-met', 'caution'],
      ['4.6 g/L', igg(visit(treated()), 4.6, 30), 'not-met', 'contraindication'],
      [
        'low with recurrent infection',
        igg(visit(treated()), 6.9, 30).add(antibiotic(60, 50)).add(antibiotic(120, 113)),
        'not-met',
        'contraindication',
      ],
      [
        "7.2 g/L below the laboratory's own limit",
        igg(visit(treated()), 7.2, 30, { referenceRange: [{ low: { value: 7.5, unit: 'g/L' } }] }),
        'not-met',
        'caution',
      ],
      [
        "6.6 g/L above the laboratory's own limit",
        igg(visit(treated()), 6.6, 30, { referenceRange: [{ low: { value: 6.5, unit: 'g/L' } }] }),
        'met',
      ],
      [
        "4.5 g/L above the laboratory's own limit: that limit lets nothing pass that is moderately low",
        igg(visit(treated()), 4.5, 30, { referenceRange: [{ low: { value: 4, unit: 'g/L' } }] }),
        'not-met',
        'contraindication',
      ],
      [
        '7.5 g/L below a limit of 8',
        igg(visit(treated()), 7.5, 30, { referenceRange: [{ low: { value: 8, unit: 'g/L' } }] }),
        'not-met',
        'caution',
      ],
      ['9.1 and 4 on one day without times', igg(igg(visit(treated()), 9.1, 30), 4, 30), 'not-met', 'contraindication'],
      ['4 and 9.1 on one day without times', igg(igg(visit(treated()), 4, 30), 9.1, 30), 'not-met', 'contraindication'],
      ['none on file', bare(), 'unknown'],
      ['90 days old', igg(visit(treated()), 9, 90), 'met'],
      ['91 days old', igg(visit(treated()), 9, 91), 'unknown'],
      ['low, but too old', igg(visit(treated()), 4, 91), 'unknown'],
      ['drawn 84 days after IVIG', clear().given('ivig', quantity(60, 'g'), 114), 'unknown', 'caution'],
      [
        'drawn 60 days after IVIG by product text',
        clear().add(ivigInWords('Privigen 10 % 20 g', 90)),
        'unknown',
        'caution',
      ],
      [
        'drawn 60 days after a product nobody knows',
        clear().add(ivigInWords('Gamunex-C 10 % infusion', 90, 'http://www.nlm.nih.gov/research/umls/rxnorm')),
        'unknown',
        'caution',
      ],
      [
        'drawn after IVIG of a month',
        clear().add({ ...ivigInWords('IVIG 40 g', 90), effectiveDateTime: ago(90).slice(0, 7) }),
        'unknown',
        'caution',
      ],
      ['drawn 85 days after IVIG', clear().given('ivig', quantity(60, 'g'), 115), 'met'],
      ['low in spite of IVIG', igg(visit(treated()), 6, 30).given('ivig', quantity(60, 'g'), 50), 'not-met', 'caution'],
      [
        'IVIG filed as an immunisation',
        clear().add({
          resourceType: 'Immunization',
          status: 'completed',
          subject: undefined,
          patient: { reference: 'Patient/p' },
          vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '87' }] },
          occurrenceDateTime: ago(60),
        }),
        'unknown',
      ],
      ['diagnosed, no result', bare().condition('D80.1'), 'not-met', 'caution'],
      ['diagnosed, and clear now', clear().condition('D80.1'), 'met'],
      ['selective IgA deficiency says nothing of IgG', clear().condition('D80.2'), 'met'],
    ],
  },
  'no-severe-reaction': {
    rule: 'S-14',
    rows: [
      ['no known allergy', clear(), 'met'],
      ['severe', clear().add(allergy({ reaction: [{ severity: 'severe' }] })), 'not-met', 'contraindication'],
      ['high criticality', clear().add(allergy({ criticality: 'high' })), 'not-met', 'contraindication'],
      [
        'anaphylaxis',
        clear().add(allergy({ reaction: [{ manifestation: [{ text: 'Anaphylaxis' }] }] })),
        'not-met',
        'contraindication',
      ],
      ['moderate is for S-14a', clear().add(allergy({ reaction: [{ severity: 'moderate' }] })), 'met'],
      ['grade not told', clear().add(allergy({})), 'unknown', 'caution'],
      [
        'text alone supports and does not decide',
        clear().add(allergy({ reaction: [{ severity: 'severe' }] }, { text: 'Rituximab' })),
        'unknown',
      ],
      ['murine protein by text', clear().add(allergy({ criticality: 'high' }, { text: 'Murine protein' })), 'unknown'],
      [
        'refuted',
        clear().add(allergy({ criticality: 'high', verificationStatus: { coding: [{ code: 'refuted' }] } })),
        'met',
      ],
      ['empty allergy list', igg(visit(treated()), 9, 30), 'unknown'],
      [
        'drug reaction coded on the day of the infusion',
        clear().condition('T80.89XA', { recordedDate: ago(180) }),
        'unknown',
      ],
      [
        'adverse event of the infusion',
        clear().add({
          resourceType: 'AdverseEvent',
          actuality: 'actual',
          date: ago(180),
          severity: { coding: [{ code: 'severe' }] },
          suspectEntity: [{ instance: { reference: 'MedicationAdministration/r2' } }],
        }),
        'not-met',
        'contraindication',
      ],
      [
        'infusion stopped for a reaction',
        clear().given('rituximab', quantity(200, 'mg'), 170, {
          status: 'stopped',
          statusReason: [{ text: 'Allergic reaction' }],
        }),
        'unknown',
      ],
    ],
  },
  'no-moderate-reaction': {
    rule: 'S-14a',
    rows: [
      ['no known allergy', clear(), 'met'],
      ['moderate', clear().add(allergy({ reaction: [{ severity: 'moderate' }] })), 'not-met', 'contraindication'],
      [
        'the worst grade counts',
        clear().add(allergy({ reaction: [{ severity: 'mild' }, { severity: 'moderate' }] })),
        'not-met',
      ],
      ['mild', clear().add(allergy({ reaction: [{ severity: 'mild' }] })), 'met'],
      ['severe is for S-14', clear().add(allergy({ reaction: [{ severity: 'severe' }] })), 'met'],
      ['empty allergy list', bare(), 'unknown'],
    ],
  },
  'no-mild-reaction': {
    rule: 'S-14b',
    rows: [
      ['no known allergy', clear(), 'met'],
      ['mild', clear().add(allergy({ reaction: [{ severity: 'mild' }] })), 'not-met', 'caution'],
      ['empty allergy list', bare(), 'unknown'],
    ],
  },
  'no-recrudescent-disease': {
    rule: 'AMB-4',
    rows: [
      ['responder', read(clear(), WELL), 'met'],
      ['unchanged', read(clear(), ILL), 'met'],
      ['a measure worse by a third', read(clear(), WORSE), 'not-met', 'caution'],
      [
        'glucocorticoid raised again after a taper',
        read(clear(), WELL)
          .order('prednisone', quantity(40, 'mg'), 400, 170)
          .order('prednisone', quantity(10, 'mg'), 169, 60)
          .order('prednisone', quantity(30, 'mg'), 59, null),
        'not-met',
        'caution',
      ],
      ['a pulse 100 days after rituximab', pulsed(80), 'not-met', 'caution'],
      ['a pulse before the second infusion is its preparation', pulsed(170), 'met'],
      ['a pulse before rituximab', pulsed(181), 'met'],
      ['too early to judge', coreSet(coreSet(treated(100), ILL, 100), WORSE, 20), 'unknown'],
      ['strength fallen before any verdict', coreSet(coreSet(treated(125), ILL, 125), WEAKER, 6), 'not-met', 'caution'],
      ['a relapse 10 days after the response', coreSet(read(clear(), WELL), RELAPSE, 2), 'not-met', 'caution'],
      ['strength alone fallen 10 days after it', coreSet(read(clear(), WELL), WEAK, 2), 'not-met', 'caution'],
      ['strength alone kept 10 days after it', coreSet(read(clear(), WELL), [66, null, null, null, null], 2), 'met'],
      ['no reading', clear(), 'unknown'],
    ],
  },
  'repeat-course-due': {
    rule: 'R-44',
    rows: [
      ['in the window', treated(181), 'met'],
      ['on the first day of the window', treated(167), 'met'],
      ['the day before', treated(166), 'not-met'],
      ['on the last day of the window', treated(226), 'met'],
      ['the day after', treated(227), 'not-met'],
      [
        'first day not exact',
        patient().condition('M33.20').given('rituximab', quantity(1000, 'mg'), 100, { effectiveDateTime: '2025-10' }),
        'unknown',
      ],
    ],
  },
  'response-absent-or-stable': {
    rule: 'R-45',
    rows: [
      ['responder', read(clear(), WELL), 'not-met'],
      ['stable', read(clear(), ILL), 'met'],
      ['no reading', clear(), 'unknown'],
    ],
  },
  'no-stop-for-repeat': {
    rule: 'R-46',
    rows: [
      ['nothing found', clear(), 'met'],
      ['severe infection since day 0 that is over', clear().add(stay(100, 92, PNEUMONIA)), 'not-met', 'caution'],
      ['severe infection before day 0', clear().add(stay(250, 240, PNEUMONIA)), 'met'],
      ['IgG missing', visit(bare()).add(NO_ALLERGY), 'unknown'],
    ],
  },
};

describe.each(Object.entries(criteria))('%s', (id, { rule, rows }) => {
  it.each(rows.map(([story, ...rest]) => [story, rest] as const))('%s', (_story, [built, status, severity]) => {
    const found = verdict(built.assess(), rule);
    expect([found.id, found.status]).toEqual([id, status]);
    if (severity !== undefined) expect(found.severity).toBe(severity);
    if (status === 'unknown') expect(found.missing.length).toBeGreaterThan(0);
  });
});

describe('the repeat course (rulings 15, 18, 19)', () => {
  const repeatOf = (built: PatientBuilder) => built.assess().repeatCourse;

  it('counts six calendar months from the first infusion, clamped to the end of the month', () => {
    expect(repeatOf(treated(181))).toMatchObject({
      targetDate: '2026-03-01',
      windowStart: '2026-02-15',
      windowEnd: '2026-04-12',
    });
    // day 0 on 31 August: six months later there is no 31 February
    expect(repeatOf(treated(182))).toMatchObject({ targetDate: '2026-02-28' });
  });

  it('is present until the window closes, and absent outside the population', () => {
    expect(repeatOf(treated(226))?.windowEnd).toBe('2026-03-01');
    expect(repeatOf(treated(227))).toBeUndefined();
    expect(repeatOf(treated().condition('G72.41'))).toBeUndefined();
  });

  it.each<readonly [string, PatientBuilder, string, readonly string[]]>([
    ['no stop', clear(), 'no-stop-found', []],
    ['IgG low', igg(visit(treated()), 4.6, 30).add(NO_ALLERGY), 'stop', ['S-11']],
    ['moderate reaction', clear().add(allergy({ reaction: [{ severity: 'moderate' }] })), 'stop', ['S-14a']],
    ['anaphylaxis', clear().add(allergy({ criticality: 'high' })), 'stop', ['S-14']],
    ['mild reaction stops nothing', clear().add(allergy({ reaction: [{ severity: 'mild' }] })), 'no-stop-found', []],
    ['recurrent infection', clear().add(antibiotic(60, 50)).add(antibiotic(120, 113)), 'stop', ['S-07']],
    ['severe infection since day 0, over now', clear().add(stay(100, 92, PNEUMONIA)), 'stop', ['S-05']],
    ['antibiotic into a vein since day 0', clear().add(infused(90)), 'stop', ['S-05']],
    ['worse', read(clear(), WORSE), 'review', []],
    ['a relapse after the response', coreSet(read(clear(), WELL), RELAPSE, 2), 'review', []],
    ['worse with a stop', read(clear(), WORSE).add(infused(90)), 'stop', ['S-05']],
    ['IgG under IVIG', clear().given('ivig', quantity(60, 'g'), 60), 'cannot-state', []],
    ['IgG under IVIG by product text', clear().add(ivigInWords('IVIG 40 g', 60)), 'cannot-state', []],
    ['IgG missing', visit(bare()).add(NO_ALLERGY), 'cannot-state', []],
    ['empty allergy list', igg(visit(treated()), 9, 30), 'cannot-state', []],
    ['encounters not looked at', igg(bare(), 9, 30).add(NO_ALLERGY), 'cannot-state', []],
    ['admission of unknown severity', clear().add(stay(100, 100, PNEUMONIA, 'OBSENC')), 'cannot-state', []],
    ['observed over night', clear().add(stay(100, 99, PNEUMONIA, 'OBSENC')), 'stop', ['S-05']],
    ['admitted for something else', clear().add(stay(100, 92, { text: 'Hip fracture' })), 'no-stop-found', []],
    [
      'admission by its diagnosis',
      clear()
        .condition('J18.9', { id: 'pneumonia', onsetDateTime: ago(100) })
        .add({ ...stay(100, 92, undefined), diagnosis: [{ condition: { reference: 'Condition/pneumonia' } }] }),
      'stop',
      ['S-05'],
    ],
  ])('%s: %s', (_story, built, status, stops) => {
    const repeat = repeatOf(built);
    expect([repeat?.status, repeat?.stops]).toEqual([status, stops]);
    expect((repeat?.missing.length ?? 0) > 0).toBe(status === 'cannot-state');
  });

  it('counts from the latest course', () => {
    const built = treated(400).given('rituximab', quantity(1000, 'mg'), 100);
    expect(repeatOf(built)?.targetDate).toBe('2026-05-21');
  });
});
