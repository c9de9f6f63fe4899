/** Fetching put together from its settings. */
import type { AddressPolicy } from '../net/private-address.js';
import type { BreakerOptions } from './breakers.js';
import { createPrefetchCompleter } from './complete-prefetch.js';
import type { CompletePrefetch, Connection } from './complete-prefetch.js';
import type { FetchLimits } from './session.js';

/** Caps that no site has asked to change: generous for a chart, small for an attack. */
const LARGEST_ANSWER = 8 * 1024 * 1024;
const BREAKER: BreakerOptions = { failures: 30, restMilliseconds: 5000 };
const LIMITS: Omit<FetchLimits, 'callMilliseconds'> = { mostPages: 10, mostMedications: 200, medicationsPerSearch: 50 };

/** Of the budget; the rest is kept for judging, because it is the answer that has to be there in time. */
const SHARE_FOR_FETCHING = 0.9;

export interface FetchingParts {
  readonly budgetMilliseconds: number;
  readonly callMilliseconds: number;
  readonly addresses: AddressPolicy;
  readonly isProduction: boolean;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  readonly breaker?: BreakerOptions;
}

export interface Fetching {
  readonly completePrefetch: CompletePrefetch;
  /** Loads the HTTP client before a call has to wait for it. */
  readonly warm: () => Promise<void>;
  /** FHIR servers left alone now, for metrics. */
  readonly openBreakers: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export function createFetching(parts: FetchingParts): Fetching {
  const { budgetMilliseconds, callMilliseconds, addresses, isProduction, now, breaker = BREAKER } = parts;
  let connection: Promise<Connection> | undefined;
  // the HTTP client costs more to load than all the rest of the start
  const connect = async (): Promise<Connection> => {
    const [{ createTransport }, { createBreakers }] = await Promise.all([
      import('./transport.js'),
      import('./breakers.js'),
    ]);
    return {
      transport: createTransport({ addresses, largestAnswer: LARGEST_ANSWER }),
      breakers: createBreakers(breaker),
    };
  };
  const connected = (): Promise<Connection> => (connection ??= connect());
  const settings = {
    budgetMilliseconds: budgetMilliseconds * SHARE_FOR_FETCHING,
    limits: { ...LIMITS, callMilliseconds },
    rules: { isProduction },
  };
  return {
    completePrefetch: createPrefetchCompleter(settings, connected, now),
    warm: async () => {
      await connected();
    },
    openBreakers: async () => (connection ? (await connection).breakers.open() : 0),
    close: async () => {
      if (connection) await (await connection).transport.close();
    },
  };
}
