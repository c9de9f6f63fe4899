/** Brings the schema up to date. Several processes may do so at once: the first works, the others wait for it. */
import type { Pool } from 'pg';

const silent = (): void => undefined;

export async function migrate(pool: Pool, directory: string): Promise<void> {
  const { runner } = await import('node-pg-migrate');
  const client = await pool.connect();
  try {
    // to wait for another's migration is no fault
    await client.query('set statement_timeout = 0');
    await runner({
      dbClient: client,
      dir: directory,
      direction: 'up',
      migrationsTable: 'myositis_cds_migrations',
      advisoryLockMode: 'wait',
      logger: { debug: silent, info: silent, warn: silent, error: silent },
    });
  } finally {
    // not back into the pool: its session settings were changed
    client.release(true);
  }
}
