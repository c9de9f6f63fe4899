/** The listening socket: its patience, and how it stops without dropping anyone. */
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

/** A client that trickles its request is cut off; one that keeps its connection between charts is welcome. */
const REQUEST_MILLISECONDS = 30_000;
const HEADERS_MILLISECONDS = 10_000;
const KEEP_ALIVE_MILLISECONDS = 75_000;
const IDLE_SWEEP_MILLISECONDS = 25;

/** Resolves when the server listens; rejects when the address is taken or not ours. */
export async function listen(handler: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer({ requestTimeout: REQUEST_MILLISECONDS, headersTimeout: HEADERS_MILLISECONDS }, handler);
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
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
