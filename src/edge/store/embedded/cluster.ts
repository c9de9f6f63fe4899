/** A PostgreSQL data folder below DATA_DIR and the server that serves it. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Binaries } from './binaries.js';
import { osUser } from './os-user.js';
import type { OsUser } from './os-user.js';
import { removeStalePidFile, runningPostmaster } from './postmaster.js';
import { runProgram } from './program.js';

const SUPERUSER = 'myositis';
const FOLDER = 'postgres';
const UNFINISHED = `${FOLDER}.new-`;

export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly user: OsUser;
  readonly binaries: Binaries;
}

/** As whom the server of a folder runs; undefined for a folder that is yet to be made. */
export type ChooseUser = (owner: number | undefined) => OsUser;

/** Finds the cluster below `directory`, or makes it. Appears there whole or not at all, however the process ends. */
export async function openCluster(
  directory: string,
  binaries: Binaries,
  chooseUser: ChooseUser = osUser,
): Promise<Cluster> {
  const folder = join(resolve(directory), FOLDER);
  if (!existsSync(folder)) await createCluster(resolve(directory), folder, binaries, chooseUser(undefined));
  const data = join(folder, 'data');
  return { folder, data, user: chooseUser(statSync(data).uid), binaries };
}

async function createCluster(directory: string, folder: string, { initdb }: Binaries, user: OsUser): Promise<void> {
  const unfinished = join(directory, `${UNFINISHED}${randomBytes(6).toString('hex')}`);
  mkdirSync(unfinished, { mode: 0o700 });
  const password = join(unfinished, 'password');
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (user.kind === 'other') handOver(user, directory, [unfinished, password]);
  const code = await runProgram(
    user,
    initdb,
    [
      `--pgdata=${join(unfinished, 'data')}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ],
    unfinished,
  );
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`initdb ended with ${code}`);
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // another process was first: its cluster is as good
    if (!existsSync(folder)) throw error;
  }
}

/** Another user must be able to pass through the folder, though not to see what else is in it. */
function handOver(
  { uid, gid }: OsUser & { readonly kind: 'other' },
  directory: string,
  paths: readonly string[],
): void {
  chmodSync(directory, statSync(directory).mode | 0o011);
  for (const path of paths) chownSync(path, uid, gid);
}

/** What a start that was killed has left behind. Only for the one who holds the cluster. */
export function removeUnfinished(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

/**
 * Starts the server, or finds the one that outlived its service, and says where it listens. It listens on loopback alone,
 * asks for the password, and logs no statement, value or parameter.
 */
export async function startServer({ folder, data, user, binaries }: Cluster): Promise<string> {
  const running = runningPostmaster(data);
  if (running !== undefined) return addressOf(folder, running.port);
  removeStalePidFile(data);
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=40',
    'shared_buffers=32MB',
    'log_min_messages=warning',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_timezone=UTC',
  ];
  const options = settings.map((setting) => `-c ${setting}`).join(' ');
  const log = join(folder, 'log');
  rmSync(log, { force: true });
  const args = ['start', '-w', '-t', '30', '-D', data, '-l', log, '-o', options];
  const code = await runProgram(user, binaries.pg_ctl, args, folder);
  const started = runningPostmaster(data);
  // started by another process in the same moment is started too
  if (started === undefined) throw new Error(`pg_ctl ended with ${code}; see ${FOLDER}/log in DATA_DIR`);
  return addressOf(folder, started.port);
}

/** Lets transactions under way end and writes everything down: the next start recovers nothing. */
export async function stopServer({ folder, data, user, binaries }: Cluster): Promise<void> {
  await runProgram(user, binaries.pg_ctl, ['stop', '-w', '-t', '20', '-m', 'fast', '-D', data], folder);
}

function addressOf(folder: string, port: number): string {
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') fail(new Error('no free port'));
        else done(address.port);
      });
    });
  });
}
