/** Feedback in a real PostgreSQL. */
import pg from 'pg';
import { StoreUnavailable } from '../../../src/edge/store/store.js';
import type { Store } from '../../../src/edge/store/store.js';
import { NOW, accepted, overridden, startDatabase, storeAt, until } from './database.js';

let database: Awaited<ReturnType<typeof startDatabase>>;
let client: pg.Client;
let store: Store;

beforeAll(async () => {
  database = await startDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  store = storeAt(database.url);
  await until(store, 'ready');
});

afterAll(async () => {
  await store.close();
  await client.end();
  await database.stop();
});

beforeEach(() => client.query('truncate feedback, feedback_comments'));

const rows = async () => (await client.query<Record<string, unknown>>('select * from feedback order by id')).rows;

it('keeps what was said, and when it was said and received', async () => {
  expect(await store.saveFeedback([accepted], NOW)).toBe(1);
  expect(await rows()).toEqual([
    expect.objectContaining({
      received_at: NOW,
      service: 'myositis-rituximab-review',
      client: 'hospital-a',
      card: accepted.card,
      topic: 'refractory-supported',
      outcome: 'accepted',
      outcome_at: new Date('2026-03-01T11:00:00.250Z'),
      accepted_suggestions: accepted.acceptedSuggestions,
      reason_code: null,
    }),
  ]);
});

it('keeps a comment apart from the rest', async () => {
  await store.saveFeedback([overridden], NOW);
  const [row] = await rows();
  expect(row).toMatchObject({ topic: null, reason_code: 'patient-refuses', reason_system: null });
  expect(JSON.stringify(row)).not.toContain('prefers to wait');
  const { rows: comments } = await client.query('select * from feedback_comments');
  expect(comments).toEqual([{ feedback_id: row?.['id'], comment: 'prefers to wait' }]);
});

it('keeps an exact repeat once, in one batch and over many', async () => {
  expect(await store.saveFeedback([overridden, overridden, accepted], NOW)).toBe(2);
  expect(await store.saveFeedback([overridden], new Date('2026-03-02T00:00:00Z'))).toBe(0);
  expect(await rows()).toHaveLength(2);
  expect((await client.query('select 1 from feedback_comments')).rowCount).toBe(1);
});

it('keeps another word about the same card, and the same word of another client', async () => {
  await store.saveFeedback([overridden], NOW);
  expect(await store.saveFeedback([{ ...overridden, comment: 'now agrees' }], NOW)).toBe(1);
  expect(await store.saveFeedback([{ ...overridden, client: 'hospital-b' }], NOW)).toBe(1);
});

it('keeps a batch whole or not at all', async () => {
  const impossible = { ...accepted, outcome: 'ignored' as 'accepted' };
  await expect(store.saveFeedback([overridden, impossible], NOW)).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await rows()).toEqual([]);
});

it('takes text for text, whatever it holds', async () => {
  const hostile = `'); drop table feedback; -- \\ {} "quoted" $1 \u{1F489}`;
  await store.saveFeedback(
    [{ ...overridden, comment: hostile, reason: { code: hostile, system: hostile, display: hostile } }],
    NOW,
  );
  expect((await rows())[0]).toMatchObject({ reason_code: hostile, reason_display: hostile });
  expect((await client.query('select comment from feedback_comments')).rows).toEqual([{ comment: hostile }]);
});

it('keeps a thousand in one go', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ ...accepted, card: `card-${index}` }));
  expect(await store.saveFeedback(many, NOW)).toBe(1000);
});

it('is asked again when its connections were cut', async () => {
  await store.saveFeedback([accepted], NOW);
  await client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'myositis-cds'");
  expect(await store.saveFeedback([overridden], NOW)).toBe(1);
});

it('says of a refusal its code and nothing of the data', async () => {
  const lines: string[] = [];
  const talkative = storeAt(database.url, { log: (line) => lines.push(line) });
  await until(talkative, 'ready');
  const impossible = { ...overridden, outcome: 'ignored' as 'accepted', comment: 'Jane Roe' };
  await expect(talkative.saveFeedback([impossible], NOW)).rejects.toThrow(/^23514$/);
  await talkative.close();
  expect(lines.join('')).toContain('23514');
  expect(lines.join('')).not.toMatch(/Jane|patient-refuses|postgresql:|password/);
});
