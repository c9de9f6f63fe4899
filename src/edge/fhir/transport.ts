/**
 * GET over undici: kept-alive connections for each origin, a cap on what is read, no redirect, no address of a network that
 * may not be called. Reading is all it can do (CH-079).
 */
import { Agent } from 'undici';
import { textOf } from '../../core/json.js';
import { guardedLookup } from '../net/guarded-lookup.js';
import { isAllowedAddress, literalAddress } from '../net/private-address.js';
import type { AddressPolicy } from '../net/private-address.js';
import type { FetchFailure } from './failure.js';

export type Answer =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter: string | undefined; readonly text: string }
  | { readonly kind: 'failed'; readonly failure: FetchFailure };

export interface Transport {
  /** Never rejects. */
  readonly get: (url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface TransportOptions {
  readonly addresses: AddressPolicy;
  /** Bytes of one answer. */
  readonly largestAnswer: number;
}

const CONNECTIONS_PER_SERVER = 64;
const KEPT_ALIVE_MILLISECONDS = 60_000;
const CONNECT_MILLISECONDS = 5000;

export function createTransport({ addresses, largestAnswer }: TransportOptions): Transport {
  const agent = new Agent({
    connections: CONNECTIONS_PER_SERVER,
    keepAliveTimeout: KEPT_ALIVE_MILLISECONDS,
    maxResponseSize: largestAnswer,
    connect: { lookup: guardedLookup(addresses), timeout: CONNECT_MILLISECONDS },
  });
  return {
    get: async (url, headers, signal) => {
      const address = literalAddress(url.hostname);
      if (address !== undefined && !isAllowedAddress(address, addresses)) return failed('unreachable');
      try {
        const {
          statusCode,
          headers: received,
          body,
        } = await agent.request({
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: 'GET',
          headers,
          signal,
        });
        const retryAfter = received['retry-after'];
        return {
          kind: 'answer',
          status: statusCode,
          retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
          text: await body.text(),
        };
      } catch (error) {
        // the error is not looked at any further: its message may quote headers
        if (textOf(error, 'code') === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return failed('too-large');
        return failed(signal.aborted ? 'time-out' : 'unreachable');
      }
    },
    close: () => agent.destroy(),
  };
}

const failed = (failure: FetchFailure): Answer => ({ kind: 'failed', failure });
