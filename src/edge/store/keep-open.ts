/** Opens the database beside the rest of the start, and again whenever it goes: hooks are answered whatever becomes of it. */
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { DirectoryInUse } from './database-source.js';
import type { DatabaseSource } from './database-source.js';
import { migrate } from './migrate.js';
import { codeOf, createPool } from './pool.js';
import type { StoreState } from './store.js';

export interface OpenParts {
  readonly source: DatabaseSource;
  readonly migrationsDirectory: string;
  readonly logger: Logger;
  /** DATA_DIR belongs to another process: whoever put this one together should end it. */
  readonly onDirectoryInUse: () => void;
}

interface OpenDatabase {
  readonly state: () => StoreState;
  /** Undefined when it is not open within `patience` milliseconds. */
  readonly pool: (patience: number) => Promise<Pool | undefined>;
  readonly close: () => Promise<void>;
}

const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 10_000;

export function keepOpen({ source, migrationsDirectory, logger, onDirectoryInUse }: OpenParts): OpenDatabase {
  let state: StoreState = { kind: 'starting' };
  let open: Pool | undefined;
  const waiting = new Set<() => void>();
  const closing = new AbortController();
  const closed = new Promise<void>((resolve) => {
    closing.signal.addEventListener('abort', () => {
      resolve();
    });
  });

  /** Resolves at the next change, when the service closes, or after `milliseconds`. */
  const changeWithin = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      waiting.add(done);
    });

  function become(next: StoreState, pool?: Pool): void {
    state = next;
    open = pool;
    for (const wake of [...waiting]) wake();
  }

  /** Until it goes or the service closes. Rejects when it cannot be opened. */
  async function serveOnce(): Promise<void> {
    const { connectionString, lost } = await source.open();
    const pool = createPool(connectionString, (code) => {
      logger.warn({ code }, 'store: connection lost');
    });
    try {
      await migrate(pool, migrationsDirectory);
      if (!closing.signal.aborted) {
        become({ kind: 'ready' }, pool);
        logger.info({ where: source.where }, 'store: ready');
      }
      await Promise.race([lost, closed]);
    } finally {
      if (!closing.signal.aborted) become({ kind: 'starting' });
      await pool.end();
    }
  }

  async function serve(): Promise<void> {
    let pause = FIRST_PAUSE_MILLISECONDS;
    while (!closing.signal.aborted) {
      try {
        await serveOnce();
        pause = FIRST_PAUSE_MILLISECONDS;
      } catch (error) {
        become({ kind: 'unavailable', reason: reasonOf(error) });
        // no patient's data have come near the database yet: the message is safe
        logger.error({ reason: error instanceof Error ? error.message : codeOf(error) }, 'store: cannot be opened');
        if (error instanceof DirectoryInUse) {
          onDirectoryInUse();
          return;
        }
        await Promise.race([closed, changeWithin(pause)]);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
      }
    }
  }

  const serving = serve();
  return {
    state: () => state,
    async pool(patience) {
      const deadline = performance.now() + patience;
      while (open === undefined && state.kind !== 'closed' && performance.now() < deadline) {
        await changeWithin(deadline - performance.now());
      }
      return open;
    },
    async close() {
      closing.abort();
      become({ kind: 'closed' });
      await serving;
      await source.close();
    },
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof DirectoryInUse) return 'DATA_DIR is in use by another process';
  const code = codeOf(error);
  return code === 'unknown' ? 'the database cannot be started' : `the database cannot be used (${code})`;
}
