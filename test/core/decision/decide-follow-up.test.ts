import { decideReview } from '../../../src/core/decision/decide.js';
import { renderReviewCard } from '../../../src/core/cards/render.js';
import { loadCards } from '../../../src/edge/content/load-cards.js';
import { knowledge } from '../../knowledge.js';
import { WEEKLY, ago, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';
import { WEEK_24, coreSet, treated } from '../response/follow-up-patient.js';
import type { CoreSetRow } from '../response/follow-up-patient.js';

const content = loadCards('cards');
const mg = (value: number) => quantity(value, 'mg');
const ILL: CoreSetRow = [52, 6, 5.5, 1.625, 2200];
const WELL: CoreSetRow = [66, 3, 4, 1.25, 900];
const WORSE: CoreSetRow = [52, 8, 5.5, 1.625, 2200];

/** Watched, with an allergy list that says something; nothing is due. */
const watched = (built: PatientBuilder) =>
  built
    .lab('751-8', 4, undefined, 5, '10*9/L')
    .lab('2465-3', 900, undefined, 5, 'mg/dL')
    .lab('2157-6', 300, 173, 1)
    .add({ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, period: { start: ago(5) } })
    .add({
      resourceType: 'AllergyIntolerance',
      subject: undefined,
      patient: { reference: 'Patient/p' },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003' }] },
    });
const quiet = (day0: number) => watched(treated(day0));
const decide = (built: PatientBuilder) => {
  const assessment = built.assess();
  return {
    assessment,
    outcomes: decideReview(assessment, { showNotRefractory: false, parameters: knowledge.parametersOn(0) }),
  };
};
const topicsOf = (built: PatientBuilder) => decide(built).outcomes.map(({ topic }) => topic);
const summariesOf = (built: PatientBuilder) => {
  const { assessment, outcomes } = decide(built);
  return outcomes.map(
    (outcome) =>
      renderReviewCard(outcome, assessment, content, { newId: () => '4f6f1c1e-2d0a-4c57-9a5e-0f6f5d1c9f11' }).summary,
  );
};
/** Read 12 days ago; only the blood of the last days follows, so that the newest reading is that of week 24. */
const read = (row: CoreSetRow) => coreSet(coreSet(watched(treated()), ILL, 187), row, WEEK_24);

describe('cards after rituximab', () => {
  it.each<readonly [string, PatientBuilder, readonly string[]]>([
    ['a responder, the repeat due', read(WELL), ['response-met', 'repeat-due']],
    ['no response', read(ILL), ['response-not-met', 'repeat-due']],
    ['worse', read(WORSE), ['repeat-review', 'response-not-met']],
    ['strength missing', read([null, 3, 4, 1.25, 900]), ['response-indeterminate', 'repeat-due', 'monitoring-due']],
  ])('%s', (_story, built, topics) => {
    // what is still missing of the core set is asked for by the response card and again where monitoring is due
    expect(topicsOf(built).filter((topic) => topic !== 'monitoring-due')).toEqual(
      topics.filter((topic) => topic !== 'monitoring-due'),
    );
  });

  it('too early at week 11', () => {
    expect(topicsOf(coreSet(coreSet(quiet(84), ILL, 90), WELL, 7))).toContain('response-too-early');
  });

  it('none when nothing was read, nothing is due and the repeat is far', () => {
    expect(topicsOf(quiet(40).lab('2157-6', 300, 173, 45))).toEqual(['response-too-early']);
    expect(topicsOf(treated(800))).toEqual([]);
  });

  it('none for a patient who has died', () => {
    const built = read(WELL);
    built.resources[0] = { ...built.resources[0], deceasedBoolean: true };
    expect(topicsOf(built)).toEqual([]);
  });

  it('a response card rests 30 days after the target week and the reading', () => {
    const at = (day0: number) => topicsOf(coreSet(coreSet(treated(day0), ILL, day0 + 5), WELL, day0 - 168));
    expect(at(198)).toContain('response-met');
    expect(at(199)).not.toContain('response-met');
  });

  it('a repeat card shows from 30 days before the window to its last day', () => {
    const at = (day0: number) => topicsOf(treated(day0)).includes('repeat-due');
    // day 0 so that the window opens in 31 and in 30 days
    expect([at(137), at(138)]).toEqual([false, true]);
    expect([at(226), at(227)]).toEqual([true, false]);
  });

  it('a stop comes first, as a warning', () => {
    const built = read(WELL).lab('2465-3', 460, undefined, 3, 'mg/dL');
    const { outcomes } = decide(built);
    expect(outcomes[0]).toMatchObject({ topic: 'repeat-stop', indicator: 'warning' });
    expect(summariesOf(built)[0]).toBe(
      `IgG 4.6 g/L (${ago(3)}): seed protocol stops the 6-month repeat of 2026-03-02, review before ordering`,
    );
  });

  it('strength that fell by exactly a quarter makes the response a warning, and no taper is recalled', () => {
    const built = coreSet(coreSet(watched(treated()), [60, 6, 6, 1.5, 900], 187), [45, 4, 4, 1, 600], WEEK_24);
    const { outcomes } = decide(built.order('prednisone', mg(20), 400, null));
    expect(outcomes[0]).toMatchObject({ topic: 'response-met', indicator: 'warning' });
    expect(outcomes.map(({ topic }) => topic)).not.toContain('taper-reminder');
  });

  it('recalls the taper from day 56, unless the patient got worse', () => {
    const at = (day0: number) => watched(treated(day0)).order('prednisone', mg(20), 400, null);
    expect(topicsOf(at(55))).not.toContain('taper-reminder');
    expect(topicsOf(at(56))).toContain('taper-reminder');
    expect(topicsOf(coreSet(coreSet(at(100), ILL, 105), WORSE, 40))).not.toContain('taper-reminder');
    expect(
      topicsOf(watched(treated(100)).order('prednisone', mg(10), 30, null).order('prednisone', mg(20), 400, 31)),
    ).not.toContain('taper-reminder');
  });

  it('reminders end twelve months after day 0', () => {
    expect(topicsOf(treated(365))).toContain('monitoring-due');
    expect(topicsOf(treated(366))).not.toContain('monitoring-due');
  });

  it('shows at most three, the most serious first', () => {
    const built = coreSet(coreSet(treated(), ILL, 187), WELL, WEEK_24)
      .order('prednisone', mg(20), 400, null)
      .order('methotrexate', mg(20), 300, null, WEEKLY)
      .order('azathioprine', mg(150), 300, null)
      .add({ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, period: { start: ago(5) } })
      .lab('2465-3', 460, undefined, 100, 'mg/dL');
    expect(topicsOf(built)).toEqual(['response-met', 'repeat-due', 'taper-reminder']);
    built.lab('2465-3', 460, undefined, 3, 'mg/dL');
    expect(topicsOf(built)).toEqual(['repeat-stop', 'response-met', 'taper-reminder']);
  });

  it('outside the population says only what is safety', () => {
    expect(topicsOf(treated().condition('G72.41'))).toEqual(['monitoring-due']);
  });
});

describe('summaries (G.3)', () => {
  it.each<readonly [string, PatientBuilder, string]>([
    [
      'response-met',
      read(WELL),
      'Week 24 after rituximab: 5/5 measures improved > 20 %, MMT not worse; seed response met',
    ],
    [
      'response-indeterminate',
      read([null, 3, 4, 1.25, 900]),
      'Week 24 after rituximab: response cannot be told, missing: MMT-8 (0–80) at follow-up',
    ],
    [
      'repeat-due',
      read(WELL),
      '6-month rituximab repeat planned for 2026-03-02 (window 2026-02-16 to 2026-04-13): no stop found',
    ],
    [
      'one-immunosuppressant',
      quiet(21).order('methotrexate', mg(20), 300, null, WEEKLY).order('azathioprine', mg(150), 300, null),
      'Immunosuppressants after rituximab: 2 active on day 21: AZA, MTX; seed protocol keeps one at full dose',
    ],
    ['monitoring-due', treated(30), 'Monitoring due after rituximab: Blood count, IgG, Muscle enzymes'],
  ])('%s', (topic, built, summary) => {
    const index = topicsOf(built).indexOf(topic as never);
    expect(summariesOf(built)[index]).toBe(summary);
  });
});
