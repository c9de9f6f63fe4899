/** The table `replay_tokens`: which JSON Web Tokens were used already (CH-142). */
import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

type Database = Pick<ClientBase, 'query'>;

/** One statement: of two replicas that see the same token at once, the database lets one be the first. */
const REMEMBER = `
  insert into replay_tokens (token, expires_at) values ($1, $2)
  on conflict (token) do update set expires_at = excluded.expires_at where replay_tokens.expires_at <= $3
  returning 1`;

/** New also when it is known only from a token that has expired. */
export async function rememberToken(
  database: Database,
  issuer: string,
  jti: string,
  expiresAt: Date,
  now: Date,
): Promise<'new' | 'seen'> {
  const { rowCount } = await database.query(REMEMBER, [digestOf(issuer, jti), expiresAt, now]);
  return rowCount === 1 ? 'new' : 'seen';
}

export async function forgetExpiredTokens(database: Database, now: Date): Promise<void> {
  await database.query('delete from replay_tokens where expires_at <= $1', [now]);
}

function digestOf(issuer: string, jti: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([issuer, jti]))
    .digest();
}
