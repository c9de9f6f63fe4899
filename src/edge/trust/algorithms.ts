/**
 * The signature algorithms that can be allowed (RFC 7518, RFC 8037), and the keys each one fits. All are asymmetric: `none`
 * and the HMAC family are not in the table, so no setting can switch them on (CH-137, CH-138).
 */
interface KeyShape {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly crv?: string;
}

const ALGORITHMS = {
  ES384: { kty: 'EC', crv: 'P-384' },
  RS384: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES512: { kty: 'EC', crv: 'P-521' },
  RS256: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
} as const satisfies Record<string, KeyShape>;

export type Algorithm = keyof typeof ALGORITHMS;

export const ALGORITHM_NAMES = Object.keys(ALGORITHMS) as Algorithm[];

/** CH-139: the two that CDS Hooks recommends. */
export const DEFAULT_ALGORITHMS: readonly Algorithm[] = ['ES384', 'RS384'];

export function isAlgorithm(name: unknown): name is Algorithm {
  return typeof name === 'string' && Object.hasOwn(ALGORITHMS, name);
}

/** Whether a key of this kind can have made a signature of that algorithm. */
export function fits(algorithm: Algorithm, { kty, crv }: { readonly kty?: unknown; readonly crv?: unknown }): boolean {
  const shape: KeyShape = ALGORITHMS[algorithm];
  return shape.kty === kty && (shape.crv === undefined || shape.crv === crv);
}
