/** The claims of a token (CH-135): their shape, and what a client's agreement says of them. No signature is looked at here. */
import type { JsonObject } from '../../core/json.js';
import { isName } from './bearer-token.js';
import type { RegisteredClient } from './client.js';
import type { RefusalReason } from './refusal.js';

export interface Claims {
  readonly iss: string;
  readonly aud: readonly string[];
  /** Seconds since 1970, maybe with a fraction (RFC 7519 2, NumericDate). */
  readonly exp: number;
  readonly iat: number;
  readonly nbf: number | undefined;
  readonly jti: string;
  readonly tenant: string | undefined;
  readonly sub: string | undefined;
}

const LONGEST_JTI = 256;
const MOST_AUDIENCES = 32;

/** Undefined when one is missing or of the wrong type. Unknown claims are ignored. */
export function parseClaims({ iss, aud, exp, iat, nbf, jti, tenant, sub }: JsonObject): Claims | undefined {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (audiences.length > MOST_AUDIENCES || !audiences.every((audience) => isName(audience))) return undefined;
  if (!isName(iss) || !isName(jti) || jti.length > LONGEST_JTI || !isTime(exp) || !isTime(iat)) return undefined;
  if (!isAbsentOr(nbf, isTime) || !isAbsentOr(tenant, isName) || !isAbsentOr(sub, isName)) return undefined;
  return { iss, aud: audiences, exp, iat, nbf, jti, tenant, sub };
}

function isAbsentOr<T>(value: unknown, isRight: (value: unknown) => value is T): value is T | undefined {
  return value === undefined || isRight(value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** CH-136: one `aud` is exactly one of the addresses expected. */
export function namesAudience({ aud }: Claims, expected: ReadonlySet<string>): boolean {
  return aud.some((audience) => expected.has(audience));
}

type Agreement = Pick<RegisteredClient, 'clockSkewSeconds' | 'maxLifetimeSeconds'>;

/** Of `exp`, `nbf`, `iat` and the lifetime (CH-143). At `exp` itself a token is no longer valid (RFC 7519 4.1.4). */
export function faultOfTimes(
  { exp, iat, nbf }: Claims,
  { clockSkewSeconds: skew, maxLifetimeSeconds }: Agreement,
  nowSeconds: number,
): RefusalReason | undefined {
  if (nowSeconds >= exp + skew) return 'expired';
  if (nbf !== undefined && nowSeconds < nbf - skew) return 'not-yet-valid';
  if (nowSeconds < iat - skew) return 'issued-in-the-future';
  return exp <= iat || exp - iat > maxLifetimeSeconds ? 'lives-too-long' : undefined;
}
