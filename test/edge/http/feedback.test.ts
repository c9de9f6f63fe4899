/** Feedback over HTTP: what is taken, what is refused, and that neither shows in the log. The store is told apart in its own tests. */
import request from 'supertest';
import type { FeedbackRecord } from '../../../src/edge/store/feedback-store.js';
import { StoreUnavailable } from '../../../src/edge/store/store.js';
import { CALL_PATH, CARD, expectOutcome, fakeWorld, hookBody } from './fakes.js';

const PATH = `${CALL_PATH}/feedback`;
const SUGGESTION = '0b6f5a3e-7a53-4f0a-9f0e-8d1f8e9d00aa';

function world({ keepComments = true, fails = false } = {}) {
  const kept: FeedbackRecord[] = [];
  const received: Date[] = [];
  const saveFeedback = (records: readonly FeedbackRecord[], at: Date): Promise<number> => {
    if (fails) return Promise.reject(new StoreUnavailable('ECONNREFUSED'));
    kept.push(...records);
    received.push(at);
    return Promise.resolve(records.length);
  };
  return { ...fakeWorld(undefined, { feedback: { store: { saveFeedback }, keepComments } }), kept, received };
}

const item = (changed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  card: CARD.uuid,
  outcome: 'accepted',
  outcomeTimestamp: '2026-03-04T11:00:00Z',
  acceptedSuggestions: [{ id: SUGGESTION }],
  ...changed,
});

const overridden = (overrideReason: unknown): Record<string, unknown> =>
  item({ outcome: 'overridden', acceptedSuggestions: undefined, overrideReason });

const send = (app: Parameters<typeof request>[0], ...feedback: unknown[]) => request(app).post(PATH).send({ feedback });

describe('feedback', () => {
  it('CH-121 CH-130 is kept, then acknowledged with an empty body', async () => {
    const { app, kept, received } = world();
    const answer = await send(app, item()).expect(200);
    expect(answer.text).toBe('');
    expect(answer.headers).toMatchObject({ 'content-length': '0', 'cache-control': 'no-store' });
    expect(kept).toEqual([
      {
        service: 'review',
        client: 'anonymous',
        card: CARD.uuid,
        topic: undefined,
        outcome: 'accepted',
        outcomeAt: new Date('2026-03-04T11:00:00Z'),
        acceptedSuggestions: [SUGGESTION],
        reason: undefined,
        comment: undefined,
      },
    ]);
    expect(received).toEqual([new Date('2026-03-04T12:00:00Z')]);
  });

  it('CH-121 on a service that does not exist is 404', async () => {
    const answer = await request(world().app)
      .post('/cds-services/none/feedback')
      .send({ feedback: [item()] })
      .expect(404);
    expectOutcome(answer.body, 'unknown-service');
  });

  it('is posted, nothing else', async () => {
    const answer = await request(world().app).get(PATH).expect(405).expect('Allow', 'POST');
    expectOutcome(answer.body, 'method-not-allowed');
  });

  it('is found behind the two slashes of the Sandbox, in the shape the Sandbox sends', async () => {
    const { app, kept } = world();
    const feedback = [overridden({ reason: { code: 'cds-not-applicable' } })];
    await request(app).post('/cds-services//review/feedback').send({ feedback }).expect(200);
    expect(kept[0]).toMatchObject({ reason: { code: 'cds-not-applicable' } });
  });

  it.each([
    ['no list', {}],
    ['a list of its own', []],
    ['an object for a list', { feedback: item() }],
    ['null for a list', { feedback: null }],
    ['something else in the list', { feedback: ['accepted'] }],
  ])('CH-121 with %s is 400', async (_what, body) => {
    const { app, kept } = world();
    await request(app).post(PATH).send(body).expect(400);
    expect(kept).toEqual([]);
  });

  it('may be an empty list', async () => {
    await send(world().app).expect(200);
  });

  it.each([
    ['CH-122 no card', item({ card: undefined })],
    ['CH-122 an empty card', item({ card: '' })],
    ['CH-122 no outcome', item({ outcome: undefined })],
    ['CH-122 an outcome of a draft of the specification', item({ outcome: 'ignored' })],
    ['CH-122 another legacy outcome', item({ outcome: 'rejected' })],
    ['CH-122 no moment', item({ outcomeTimestamp: undefined })],
    ['CH-123 accepted without a suggestion', item({ acceptedSuggestions: undefined })],
    ['CH-123 accepted with none', item({ acceptedSuggestions: [] })],
    ['CH-123 a suggestion without id', item({ acceptedSuggestions: [{}] })],
    ['CH-124 a reason that says nothing', overridden({})],
    ['CH-124 a reason without code', overridden({ reason: { display: 'x' } })],
    ['CH-124 an empty comment and no reason', overridden({ userComment: '' })],
    ['CH-124 a reason that is text', overridden({ reason: 'patient-refuses' })],
    ['CH-125 a day', item({ outcomeTimestamp: '2026-03-04' })],
    ['CH-125 a moment nobody can place', item({ outcomeTimestamp: '2026-03-04T11:00:00' })],
    ['CH-125 a day that no calendar has', item({ outcomeTimestamp: '2026-02-30T11:00:00Z' })],
    ['CH-125 a number', item({ outcomeTimestamp: 1_772_622_000_000 })],
    ['a card that cannot be kept', item({ card: 'a\u0000b' })],
    ['half a character', item({ card: 'a\uD800b' })],
    ['a card of a thousand characters', item({ card: 'x'.repeat(1000) })],
  ])('with %s is 400, and the good half of the batch is not kept', async (_what, bad) => {
    const { app, kept } = world();
    const answer = await send(app, item(), bad).expect(400);
    expectOutcome(answer.body, 'invalid-feedback');
    expect(kept).toEqual([]);
  });

  it.each([
    ['2026-03-04T11:00:00.5Z', '2026-03-04T11:00:00.500Z'],
    ['2026-03-04T13:00:00+02:00', '2026-03-04T11:00:00.000Z'],
    ['2026-03-03T22:30:00.123456-12:30', '2026-03-04T11:00:00.123Z'],
    ['2026-03-04t11:00:00z', '2026-03-04T11:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ])('CH-125 of %s is kept as %s', async (given, wanted) => {
    const { app, kept } = world();
    await send(app, item({ outcomeTimestamp: given })).expect(200);
    expect(kept[0]?.outcomeAt.toISOString()).toBe(wanted);
  });

  it('CH-124 may give no reason, a code, a comment or both', async () => {
    const { app, kept } = world();
    const reason = { code: 'patient-refuses', system: 'https://example.org/reasons', display: 'Refuses' };
    await send(
      app,
      overridden(undefined),
      overridden({ reason }),
      overridden({ userComment: 'later' }),
      overridden({ reason, userComment: 'later' }),
    ).expect(200);
    expect(kept.map(({ reason: kind, comment }) => [kind, comment])).toEqual([
      [undefined, undefined],
      [reason, undefined],
      [undefined, 'later'],
      [reason, 'later'],
    ]);
  });

  it('keeps a comment that holds what no database keeps', async () => {
    const { app, kept } = world();
    await send(app, overridden({ userComment: 'a\u0000b' })).expect(200);
    expect(kept[0]?.comment).toBe('a\uFFFDb');
  });

  it('drops comments where the site wants none, and keeps the rest', async () => {
    const { app, kept } = world({ keepComments: false });
    await send(app, overridden({ reason: { code: 'other' }, userComment: 'Jane Roe' })).expect(200);
    expect(kept[0]).toMatchObject({ comment: undefined, reason: { code: 'other' } });
  });

  it('CH-126 mixes cards in one call', async () => {
    const { app, kept } = world();
    await send(app, item(), item({ card: SUGGESTION }), overridden(undefined)).expect(200);
    expect(kept.map(({ card, outcome }) => [card, outcome])).toEqual([
      [CARD.uuid, 'accepted'],
      [SUGGESTION, 'accepted'],
      [CARD.uuid, 'overridden'],
    ]);
  });

  it('CH-127 knows the cards it has shown and takes unknown ones as unmatched', async () => {
    const { app, kept, log } = world();
    await request(app).post(CALL_PATH).send(hookBody()).expect(200);
    await send(app, item(), item({ card: 'another-service-1' })).expect(200);
    expect(kept.map(({ topic }) => topic)).toEqual(['a-topic', undefined]);
    const lines = log().trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      route: '/cds-services/:id/feedback',
      feedback: { accepted: 2, overridden: 0, unmatched: 1, repeated: 0 },
    });
  });

  it('ignores members that it does not know', async () => {
    await request(world().app)
      .post(PATH)
      .send({ feedback: [item({ extension: { a: 1 } })], other: true })
      .expect(200);
  });

  it('CH-130 leaves none of its words in the log, whether taken, refused or not kept', async () => {
    const secret = 'Jane Roe, born 1970';
    const said = overridden({ reason: { code: secret, display: secret }, userComment: secret });
    const calm = world();
    await send(calm.app, said).expect(200);
    await send(calm.app, { ...said, card: 7, outcome: secret }).expect(400);
    const failing = world({ fails: true });
    const refused = await send(failing.app, said).expect(503);
    expect(calm.log() + failing.log() + JSON.stringify(refused.body)).not.toMatch(/Jane|1970/);
  });

  it('CH-085 that could not be kept is never acknowledged', async () => {
    const answer = await send(world({ fails: true }).app, item()).expect(503);
    expectOutcome(answer.body, 'store-unavailable');
    expect(answer.headers['retry-after']).toBe('30');
  });

  it('beyond a megabyte is 413', async () => {
    const answer = await send(world().app, overridden({ userComment: 'x'.repeat(1_100_000) })).expect(413);
    expectOutcome(answer.body, 'body-too-large');
  });
});
