/** The PostgreSQL that the service runs itself: it outlives crashes, and serves one process at a time. */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedDatabase } from '../../../src/edge/store/embedded/embedded-database.js';
import { osUser } from '../../../src/edge/store/embedded/os-user.js';
import { NOW, accepted, overridden, storeOver, temporaryFolder, until } from './database.js';

const folder = temporaryFolder();
const data = join(folder.path, 'postgres', 'data');
const open = (options = {}) => storeOver(embeddedDatabase(folder.path), options);
const postmaster = (): number => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);

afterAll(() => folder.remove());

it('is made at the first start, kept from other users, and stopped with the service', async () => {
  const store = open();
  await until(store, 'ready');
  expect(store.where).toBe('embedded');
  await store.saveFeedback([accepted], NOW);
  expect(statSync(join(folder.path, 'postgres', 'password')).mode & 0o077).toBe(0);
  expect(statSync(data).mode & 0o077).toBe(0);
  await store.close();
  expect(store.state()).toEqual({ kind: 'closed' });
  expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
});

it('has what was kept before', async () => {
  const store = open();
  expect(await store.saveFeedback([accepted, overridden], NOW)).toBe(1);
  await store.close();
});

it('comes back after it was killed', async () => {
  const store = open();
  await until(store, 'ready');
  const first = postmaster();
  process.kill(first, 'SIGKILL');
  await until(store, 'starting');
  await until(store, 'ready');
  expect(postmaster()).not.toBe(first);
  expect(await store.saveFeedback([accepted, overridden], NOW)).toBe(0);
  await store.close();
});

it('starts over a lock file whose process is another program by now', async () => {
  // this very process runs, and is no PostgreSQL
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n5432\n\n127.0.0.1\n`);
  const store = open();
  await until(store, 'ready');
  await store.close();
});

it('refuses a second service on the same folder, and clears up what a killed start left', async () => {
  const leftover = join(folder.path, 'postgres.new-0123456789ab');
  mkdirSync(leftover);
  const first = open();
  await until(first, 'ready');
  const refused: string[] = [];
  const second = open({ onDirectoryInUse: () => refused.push('in use') });
  await until(second, 'unavailable');
  expect(second.state()).toEqual({ kind: 'unavailable', reason: 'DATA_DIR is in use by another process' });
  expect(refused).toEqual(['in use']);
  await second.close();
  expect(await first.saveFeedback([accepted], NOW)).toBe(0);
  await first.close();
  expect(readdirSync(folder.path)).toEqual(['postgres']);
});

it('writes no value it was given to its own log', async () => {
  const store = open();
  await until(store, 'ready');
  const impossible = { ...overridden, outcome: 'ignored' as 'accepted', comment: 'Jane Roe' };
  await expect(store.saveFeedback([impossible], NOW)).rejects.toThrow();
  await store.close();
  expect(readFileSync(join(folder.path, 'postgres', 'log'), 'utf8')).not.toMatch(/Jane|patient-refuses/);
});

const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0 ? it : it.skip;

asRoot('runs as another user where root has no user namespaces, now and at the next start', async () => {
  const other = temporaryFolder();
  const withoutNamespaces = (owner: number | undefined) =>
    owner === undefined ? ({ kind: 'other', uid: NOBODY, gid: NOBODY } as const) : osUser(owner);
  const first = storeOver(embeddedDatabase(other.path, withoutNamespaces));
  await first.saveFeedback([accepted], NOW);
  await first.close();
  const second = storeOver(embeddedDatabase(other.path));
  const added = await second.saveFeedback([accepted, overridden], NOW);
  await second.close();
  expect([added, statSync(join(other.path, 'postgres', 'data')).uid]).toEqual([1, NOBODY]);
  other.remove();
});
