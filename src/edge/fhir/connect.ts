/** Loads the HTTP client and the breakers at the first need and keeps them: a service that never fetches never pays for them. */
import type { BreakerOptions } from './breakers.js';
import type { Connection } from './complete-prefetch.js';
import type { TransportOptions } from './transport.js';

export interface ConnectionOptions extends TransportOptions {
  readonly breaker: BreakerOptions;
}

export function lazyConnection(options: ConnectionOptions): () => Promise<Connection> {
  let connection: Promise<Connection> | undefined;
  const open = async (): Promise<Connection> => {
    const [{ createTransport }, { createBreakers }] = await Promise.all([
      import('./transport.js'),
      import('./breakers.js'),
    ]);
    return { transport: createTransport(options), breakers: createBreakers(options.breaker) };
  };
  return () => (connection ??= open());
}
