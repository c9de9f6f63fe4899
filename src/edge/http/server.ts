/** The listening socket: its patience, and how it stops without dropping anyone. */
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { ProblemCode } from './problems.js';
import { refuseUnreadable } from './unreadable.js';

/** All in milliseconds. A client that trickles its request is cut off; one that keeps its connection between charts is welcome. */
interface Patience {
  readonly request: number;
  readonly headers: number;
  readonly idle: number;
  /** How often the others are looked after: left to itself, Node does so twice a minute. */
  readonly sweep: number;
}

const PATIENCE: Patience = { request: 30_000, headers: 10_000, idle: 75_000, sweep: 2000 };
const IDLE_SWEEP_MILLISECONDS = 25;

interface ListenOptions {
  readonly patience?: Patience;
  /** Told of what never became a request. */
  readonly note?: (code: ProblemCode) => void;
}

/** Resolves when the server listens; rejects when the address is taken or not ours. */
export async function listen(
  handler: RequestListener,
  port: number,
  host: string,
  { patience = PATIENCE, note = () => undefined }: ListenOptions = {},
): Promise<Server> {
  const server = createServer(
    {
      requestTimeout: patience.request,
      headersTimeout: patience.headers,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: patience.sweep,
    },
    handler,
  );
  refuseUnreadable(server, note);
  // an expectation we do not know is no reason to refuse (RFC 9110 10.1.1 leaves it to us)
  server.on('checkExpectation', handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return server;
}

/** `http://127.0.0.1:3000`, with the port that was really taken. */
export function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') return String(address);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/**
 * Takes no new connection, lets requests in flight finish, and closes each connection as it falls idle. True when all
 * were finished within the patience; beyond it the rest is cut off.
 */
export function stop(server: Server, patienceMilliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    let finished = true;
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, IDLE_SWEEP_MILLISECONDS);
    const deadline = setTimeout(() => {
      finished = false;
      server.closeAllConnections();
    }, patienceMilliseconds);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(deadline);
      resolve(finished);
    });
    server.closeIdleConnections();
  });
}
