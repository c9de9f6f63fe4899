/** What was acknowledged is there after `kill -9`; what was not ready is not claimed. */
import { chownSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { embeddedDatabase } from '../src/edge/store/embedded/embedded-database.js';
import { temporaryFolder } from './edge/store/database.js';
import { compileService, failToStart, startService, untilStatus } from './spawned-service.js';

const service = compileService();
const folder = temporaryFolder();
const env = { DATA_DIR: folder.path, LOG_LEVEL: 'info' };

afterAll(() => {
  service.remove();
  folder.remove();
});

const feedback = (card: string): Promise<Response> =>
  fetch(`${address}/cds-services/myositis-rituximab-review/feedback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ feedback: [{ card, outcome: 'overridden', outcomeTimestamp: '2026-03-04T11:00:00Z' }] }),
  });

let address = '';

async function keptCards(): Promise<readonly string[]> {
  const database = embeddedDatabase(folder.path);
  const { connectionString } = await database.open();
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ card: string }>('select card from feedback order by id');
  await client.end();
  await database.close();
  return rows.map(({ card }) => card);
}

it('feedback that came before the store was open is kept, and outlives two kills of the service', async () => {
  const first = await startService(service.main, env);
  ({ address } = first);
  // at once: the database is still being made
  expect((await feedback('one')).status).toBe(200);
  await first.end('SIGKILL');

  const second = await startService(service.main, env);
  ({ address } = second);
  const acknowledged = await Promise.all(Array.from({ length: 20 }, (_, index) => feedback(`many-${index}`)));
  expect(acknowledged.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  // the database loses power in the same moment
  const pid = Number(readFileSync(join(folder.path, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  await second.end('SIGKILL');

  const cards = await keptCards();
  expect(new Set(cards)).toEqual(new Set(['one', ...Array.from({ length: 20 }, (_, index) => `many-${index}`)]));
});

it('a second service on the same folder says so and ends; the first goes on, and stops its database when it is told to', async () => {
  const first = await startService(service.main, env);
  ({ address } = first);
  await untilStatus(`${address}/health/ready`, 200);
  const second = await failToStart(service.main, env);
  expect(second).toMatchObject({
    code: 1,
    output: expect.stringMatching(/DATA_DIR .* is in use by another process/),
  });
  expect((await feedback('three')).status).toBe(200);
  expect(await first.end('SIGTERM')).toBe(0);
  expect(() => readFileSync(join(folder.path, 'postgres/data/postmaster.pid'))).toThrow('ENOENT');
});

it('where no database can be had hooks are answered, feedback is refused, and readiness says why', async () => {
  const env = {
    DATA_DIR: folder.path,
    DATABASE_URL: 'postgresql://nobody:hunter2@127.0.0.1:1/none',
    LOG_LEVEL: 'info',
  };
  const running = await startService(service.main, env);
  ({ address } = running);
  const ready = await untilStatus(`${address}/health/ready`, 200);
  expect(await ready.json()).toMatchObject({
    status: 'degraded',
    store: { status: 'unavailable', where: 'postgresql' },
  });
  const hook = await fetch(`${address}/cds-services/myositis-rituximab-review`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: readFileSync(join(import.meta.dirname, '../fhir-fixtures/hooks/out-of-scope.json')),
  });
  expect([hook.status, await hook.json()]).toEqual([200, { cards: [] }]);
  const refused = await feedback('four');
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  expect(await running.end('SIGTERM')).toBe(0);
  expect(running.output()).not.toContain('hunter2');
});

const NOBODY = 65_534;

// whoever is not root has shown it with every test above
it('an ordinary user can run it all', async () => {
  const own = temporaryFolder();
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(own.path, NOBODY, NOBODY);
  const running = await startService(service.main, { ...env, DATA_DIR: own.path }, isRoot ? NOBODY : undefined);
  ({ address } = running);
  await untilStatus(`${address}/health/ready`, 200);
  expect((await feedback('five')).status).toBe(200);
  expect(await running.end('SIGTERM')).toBe(0);
  own.remove();
});
