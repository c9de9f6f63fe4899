/** Connections to PostgreSQL, and which of their faults mean that the database cannot be reached. */
import pg from 'pg';
import type { Pool, PoolConfig } from 'pg';
import { textOf } from '../../core/json.js';

/** Of each process; a database serves some thirty of them without a pooler before it. */
const CONNECTIONS = 10;
const CONNECT_MILLISECONDS = 3_000;
const STATEMENT_MILLISECONDS = 5_000;

/** Counts are numbers, not text: none of ours is beyond 2^53. Only this pool reads them so. */
const types: PoolConfig['types'] = {
  getTypeParser: (oid, format) => {
    const parser: unknown = oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
    return parser;
  },
};

export function createPool(connectionString: string, onLost: (code: string) => void): Pool {
  const pool = new pg.Pool({
    connectionString,
    types,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    statement_timeout: STATEMENT_MILLISECONDS,
    // the database may be gone without a word; a second more than it has itself
    query_timeout: STATEMENT_MILLISECONDS + 1_000,
    idle_in_transaction_session_timeout: STATEMENT_MILLISECONDS,
    application_name: 'myositis-cds',
    keepAlive: true,
  });
  // an idle connection that breaks is replaced at the next query; unheard, its error would end the process
  pool.on('error', (error) => {
    onLost(codeOf(error));
  });
  return pool;
}

/** SQLSTATE or system code: the message of an error may quote values, names and addresses. */
export function codeOf(error: unknown): string {
  return textOf(error, 'code') ?? 'unknown';
}

/** SQLSTATE classes 08 (connection) and 57P (shut down, starting), too many connections, and faults of the socket. */
const LOST = /^(?:08...|57P..|53300|E[A-Z]+)$/;
/** Faults that the client library gives no code. */
const LOST_WITHOUT_CODE = /^(?:Connection terminated|Query read timeout|timeout exceeded|Client has encountered)/;

/** Whether the same query may well succeed on another connection, or later. */
export function isLost(error: unknown): boolean {
  const code = textOf(error, 'code');
  if (code !== undefined) return LOST.test(code);
  return LOST_WITHOUT_CODE.test(textOf(error, 'message') ?? '');
}
