/** The store over PostgreSQL. What is asked of it before it is open waits a moment; what cannot be kept is refused, never lost. */
import type { Pool } from 'pg';
import { insertFeedback } from './feedback-table.js';
import { keepOpen } from './keep-open.js';
import type { OpenParts } from './keep-open.js';
import { codeOf, isLost } from './pool.js';
import { forgetExpiredTokens, rememberToken } from './replay-tokens.js';
import { StoreUnavailable } from './store.js';
import type { Store } from './store.js';

export interface StoreParts extends OpenParts {
  readonly now: () => Date;
}

/** A client that reports feedback can wait. Whoever asks for a token holds up a clinician and gets no patience at all. */
const FEEDBACK_PATIENCE_MILLISECONDS = 5_000;
const FORGET_EVERY_MILLISECONDS = 5 * 60_000;

export function openStore(parts: StoreParts): Store {
  const { logger, now, source } = parts;
  const database = keepOpen(parts);

  async function ask<T>(patience: number, tries: 1 | 2, work: (pool: Pool) => Promise<T>): Promise<T> {
    const pool = await database.pool(patience);
    if (pool === undefined) throw new StoreUnavailable('not-open');
    try {
      return await work(pool);
    } catch (error) {
      const code = codeOf(error);
      logger.warn({ code }, 'store: query failed');
      if (tries === 2 && isLost(error)) return ask(patience, 1, work);
      throw new StoreUnavailable(code);
    }
  }

  const forgetting = setInterval(() => {
    ask(0, 1, (pool) => forgetExpiredTokens(pool, now())).catch(() => undefined);
  }, FORGET_EVERY_MILLISECONDS).unref();

  return {
    where: source.where,
    state: database.state,
    // asked twice where the answer was lost: what the first try kept, the second finds to be an exact repeat
    saveFeedback: (records, receivedAt) =>
      ask(FEEDBACK_PATIENCE_MILLISECONDS, 2, (pool) => insertFeedback(pool, records, receivedAt)),
    // asked once: a second try might find its own first one, and refuse a caller who did nothing wrong
    rememberToken: (issuer, jti, expiresAt) => ask(0, 1, (pool) => rememberToken(pool, issuer, jti, expiresAt, now())),
    async close() {
      clearInterval(forgetting);
      await database.close();
    },
  };
}
