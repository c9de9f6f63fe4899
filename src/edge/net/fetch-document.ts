/**
 * Fetches a small JSON document that configuration names (a client's public keys): no redirect, no cookie, no header that
 * says anything of us, a cap on time and size, and only addresses that may be called (CH-148).
 */
import { Agent } from 'undici';
import { guardedLookup } from './guarded-lookup.js';
import { isAllowedAddress, literalAddress } from './private-address.js';
import type { AddressPolicy } from './private-address.js';

export interface DocumentRules {
  readonly addresses: AddressPolicy;
  readonly milliseconds: number;
  readonly largestBytes: number;
  /** Certificates of a private authority, PEM; the usual ones where absent. */
  readonly certificateAuthority?: string;
}

/** Rejects with an error that names what went wrong and quotes nothing that was received. */
export type FetchDocument = (address: string) => Promise<unknown>;

const PROTOCOLS: ReadonlySet<string> = new Set(['https:', 'http:']);

/** The content type is not asked for: key sets are served as all kinds of JSON, and as text. */
export function createDocumentFetcher({
  addresses,
  milliseconds,
  largestBytes,
  certificateAuthority,
}: DocumentRules): FetchDocument {
  const agent = new Agent({
    maxResponseSize: largestBytes,
    connect: {
      lookup: guardedLookup(addresses),
      timeout: milliseconds,
      ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
    },
  });
  return async (address) => {
    const url = new URL(address);
    const literal = literalAddress(url.hostname);
    if (!PROTOCOLS.has(url.protocol)) throw new Error('protocol refused');
    if (literal !== undefined && !isAllowedAddress(literal, addresses)) throw new Error('address refused');
    const { statusCode, body } = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(milliseconds),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
    return parse(text);
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('no JSON');
  }
}
