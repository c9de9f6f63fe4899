/**
 * From the Authorization header to the two JSON objects of a signed token (RFC 6750, RFC 7515 compact form), unverified.
 * Anything but that one form is refused: JSON serialisation, encrypted tokens, nested tokens, unencoded payloads.
 */
import { isUtf8 } from 'node:buffer';
import { isObject } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { isAlgorithm } from './algorithms.js';
import type { Algorithm } from './algorithms.js';
import type { RefusalReason } from './refusal.js';

/** Real ones have about 700 characters. */
const LONGEST_TOKEN = 8192;
const LONGEST_NAME = 1024;
const BEARER = /^Bearer +([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+) *$/i;

export interface Token {
  readonly compact: string;
  readonly alg: Algorithm;
  readonly kid: string;
  readonly jku: string | undefined;
  readonly claims: JsonObject;
}

type Read =
  { readonly kind: 'token'; readonly token: Token } | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** `authorization`: the values of every Authorization header of the request. */
export function readToken(authorization: readonly string[]): Read {
  const [value, ...others] = authorization;
  if (value === undefined) return refused('no-token');
  if (others.length > 0) return refused('several-tokens');
  if (value.length > LONGEST_TOKEN) return refused('token-too-long');
  const [, head = '', body = '', signature = ''] = BEARER.exec(value) ?? [];
  if (head === '') return refused('not-a-bearer-token');
  const header = objectIn(head);
  if (!header) return refused('malformed-token');
  const fault = faultOfHeader(header);
  if (fault) return refused(fault);
  const { alg, kid, jku } = header;
  if (!isAlgorithm(alg)) return refused('algorithm-not-allowed');
  if (!isName(kid)) return refused('no-key-id');
  if (jku !== undefined && !isName(jku)) return refused('other-key-address');
  const claims = objectIn(body);
  if (!claims) return refused('malformed-claims');
  return { kind: 'token', token: { compact: `${head}.${body}.${signature}`, alg, kid, jku, claims } };
}

/**
 * CH-134. `jwk`, `x5u` and `x5c` are never read, so a token cannot bring its own key (CH-148). A `crit` member, whatever it
 * lists, asks for something we do not do, and RFC 7515 4.1.11 wants that refused; it covers `b64: false` (RFC 7797).
 */
function faultOfHeader(header: JsonObject): RefusalReason | undefined {
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) return 'critical-header';
  const { typ, cty } = header;
  if (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT' || cty !== undefined) return 'wrong-type';
  return undefined;
}

export function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME;
}

function objectIn(segment: string): JsonObject | undefined {
  const bytes = Buffer.from(segment, 'base64url');
  if (!isUtf8(bytes)) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const refused = (reason: RefusalReason): Read => ({ kind: 'refused', reason });
