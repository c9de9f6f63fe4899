/** The database of a service that was given none: a PostgreSQL of its own in DATA_DIR, for one process at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { dirname } from 'node:path';
import pg from 'pg';
import type { Client } from 'pg';
import { DirectoryInUse } from '../database-source.js';
import type { Connection, DatabaseSource } from '../database-source.js';
import { isLost } from '../pool.js';
import { findBinaries } from './binaries.js';
import { openCluster, removeUnfinished, startServer, stopServer } from './cluster.js';
import type { ChooseUser, Cluster } from './cluster.js';

/** Held for as long as the service lives, by a session of the database itself: no death of the service leaves it held. */
const OWNER_LOCK = 5_207_310;
const PAUSE_MILLISECONDS = 100;
/** After a crash the server first replays what it had promised. */
const TRIES_TO_CONNECT = 300;
const TRIES_TO_OWN = 30;

export function embeddedDatabase(directory: string, chooseUser?: ChooseUser): DatabaseSource {
  let held: { readonly cluster: Cluster; readonly owner: Client } | undefined;
  return {
    where: 'embedded',
    async open(): Promise<Connection> {
      const cluster = await openCluster(directory, await findBinaries(), chooseUser);
      const connectionString = await startServer(cluster);
      const owner = await own(connectionString);
      removeUnfinished(dirname(cluster.folder));
      held = { cluster, owner };
      const lost = new Promise<void>((resolve) => {
        owner.on('error', () => {
          resolve();
        });
        owner.on('end', () => {
          resolve();
        });
      });
      return { connectionString, lost };
    },
    async close(): Promise<void> {
      if (held === undefined) return;
      const { cluster, owner } = held;
      held = undefined;
      // stopped while still held, so that no other process takes over a server that is about to end
      await stopServer(cluster);
      await owner.end().catch(() => undefined);
    },
  };
}

/** A session that holds the lock. A service that was just killed may hold it for a moment longer. */
async function own(connectionString: string): Promise<Client> {
  for (let tries = 1; ; tries += 1) {
    const client = new pg.Client({
      connectionString,
      connectionTimeoutMillis: 3_000,
      application_name: 'myositis-cds owner',
      keepAlive: true,
    });
    // heard from the start: a server that goes away while this is set up must not end the process
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [OWNER_LOCK]);
      if (rows[0]?.held === true) return client;
      await client.end();
      if (tries >= TRIES_TO_OWN) throw new DirectoryInUse();
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isLost(error) || tries >= TRIES_TO_CONNECT) throw error;
    }
    await sleep(PAUSE_MILLISECONDS);
  }
}
