/** A circuit breaker for each FHIR server: one that keeps failing is left alone for a while, then tried with one call. */
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult, isBrokenCircuitError } from 'cockatiel';
import type { CircuitBreakerPolicy } from 'cockatiel';
import { LRUCache } from 'lru-cache';
import { isObject } from '../../core/json.js';

export interface BreakerOptions {
  /** Calls in a row that fail before a server is left alone. */
  readonly failures: number;
  readonly restMilliseconds: number;
}

/** Implemented by what a call gives: whether the server itself failed, and not merely this request. */
interface Judged {
  readonly isServerFault: boolean;
}

export interface Breakers {
  /** Undefined: the server is being left alone. */
  readonly run: <T extends Judged>(origin: string, call: () => Promise<T>) => Promise<T | undefined>;
  /** Servers left alone now. */
  readonly open: () => number;
}

const MOST_SERVERS = 500;

export function createBreakers({ failures, restMilliseconds }: BreakerOptions): Breakers {
  const byOrigin = new LRUCache<string, CircuitBreakerPolicy>({ max: MOST_SERVERS });
  const breakerOf = (origin: string): CircuitBreakerPolicy => {
    const known = byOrigin.get(origin);
    if (known) return known;
    const made = circuitBreaker(
      handleWhenResult((result) => isObject(result) && result['isServerFault'] === true),
      { halfOpenAfter: restMilliseconds, breaker: new ConsecutiveBreaker(failures) },
    );
    byOrigin.set(origin, made);
    return made;
  };
  return {
    run: async (origin, call) => {
      try {
        return await breakerOf(origin).execute(call);
      } catch (error) {
        if (isBrokenCircuitError(error)) return undefined;
        throw error;
      }
    },
    open: () => [...byOrigin.values()].filter(({ state }) => state === CircuitState.Open).length,
  };
}
