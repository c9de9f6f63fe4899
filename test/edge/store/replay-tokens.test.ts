/** Tokens already used, over replicas that share one PostgreSQL. */
import pg from 'pg';
import type { Store } from '../../../src/edge/store/store.js';
import { startDatabase, storeAt, until } from './database.js';

let database: Awaited<ReturnType<typeof startDatabase>>;
let replicas: readonly Store[];
let now = new Date('2026-03-01T12:00:00Z');

beforeAll(async () => {
  database = await startDatabase();
  // both find an empty database and bring its schema up to date at once
  replicas = [1, 2].map(() => storeAt(database.url, { now: () => now }));
  await Promise.all(replicas.map((store) => until(store, 'ready')));
});

afterAll(async () => {
  await Promise.all(replicas.map((store) => store.close()));
  await database.stop();
});

const expiresAt = new Date('2026-03-01T12:05:00Z');
const ask = async (replica: number, issuer: string, jti: string) =>
  replicas[replica]?.rememberToken(issuer, jti, expiresAt);

it('are seen when they come again, on any replica', async () => {
  expect(await ask(0, 'https://ehr.example', 'a')).toBe('new');
  expect(await ask(0, 'https://ehr.example', 'a')).toBe('seen');
  expect(await ask(1, 'https://ehr.example', 'a')).toBe('seen');
});

it('are their issuer’s own', async () => {
  expect(await ask(0, 'https://ehr.example', 'b')).toBe('new');
  expect(await ask(1, 'https://other.example', 'b')).toBe('new');
});

it('come through once of fifty at the same moment', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => ask(index % 2, 'https://ehr.example', 'race')),
  );
  expect(answers.filter((answer) => answer === 'new')).toHaveLength(1);
});

it('may be of any length', async () => {
  const long = 'x'.repeat(100_000);
  expect(await ask(0, 'https://ehr.example', long)).toBe('new');
  expect(await ask(1, 'https://ehr.example', long)).toBe('seen');
});

it('are forgotten once they have expired', async () => {
  expect(await ask(0, 'https://ehr.example', 'c')).toBe('new');
  now = new Date('2026-03-01T12:05:00Z');
  expect(await ask(0, 'https://ehr.example', 'c')).toBe('new');
});

it('had their schema made once', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>('select name from myositis_cds_migrations order by id');
  await client.end();
  expect(rows.map(({ name }) => name)).toEqual(['0001_feedback', '0002_replay-tokens']);
});
