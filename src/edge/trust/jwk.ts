/** A public key as JSON (RFC 7517), and what makes one unfit for checking the tokens of a CDS client. */
import { createPublicKey } from 'node:crypto';
import type { AsymmetricKeyDetails } from 'node:crypto';
import { z } from 'zod';
import { ALGORITHM_NAMES, fits, isAlgorithm } from './algorithms.js';

/** Loose: certificates and members of other purposes may stand beside; nothing here reads them (CH-148). */
export const jwk = z.looseObject({
  kty: z.string(),
  kid: z.string().min(1),
  use: z.string().optional(),
  alg: z.string().optional(),
  crv: z.string().optional(),
  key_ops: z.array(z.string()).optional(),
  n: z.string().optional(),
  e: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
});

export type Jwk = z.infer<typeof jwk>;

/** Members that only a private or a symmetric key has. */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const SMALLEST_RSA_BITS = 2048;
/** A larger modulus buys nothing and makes each check expensive. */
const LARGEST_RSA_BITS = 8192;
const SMALLEST_RSA_EXPONENT = 65_537n;

/** Why this key is not used, in words that hold nothing of the key; empty when it may be. */
export function faultsOfKey(key: Jwk): readonly string[] {
  const secret = SECRET_MEMBERS.filter((name) => Object.hasOwn(key, name));
  if (key.kty === 'oct')
    return ['is a symmetric key: whoever can check it can sign with it; only public keys belong here'];
  if (secret.length > 0)
    return [`holds private key material (${secret.join(', ')}): regard the key as lost, replace it by a new one`];
  const faults: string[] = [];
  if (!ALGORITHM_NAMES.some((name) => fits(name, key)))
    faults.push('is of a kind that signs no token: use RSA, EC or Ed25519');
  if (key.alg !== undefined && !(isAlgorithm(key.alg) && fits(key.alg, key)))
    faults.push('has an alg that does not fit the key');
  if (key.use !== undefined && key.use !== 'sig') faults.push('is not for signatures (use)');
  if (key.key_ops !== undefined && !key.key_ops.includes('verify')) faults.push('is not for verification (key_ops)');
  return faults.length > 0 ? faults : faultsOfStrength(key);
}

/** The library that will check the signatures is asked, so that a point off its curve is found as well. */
function faultsOfStrength(key: Jwk): readonly string[] {
  const details = detailsOf(key);
  if (!details) return ['cannot be read as a key'];
  const { modulusLength: bits = SMALLEST_RSA_BITS, publicExponent = SMALLEST_RSA_EXPONENT } = details;
  const faults: string[] = [];
  if (bits < SMALLEST_RSA_BITS) faults.push(`is too weak: ${bits} bits, at least ${SMALLEST_RSA_BITS}`);
  if (bits > LARGEST_RSA_BITS) faults.push(`is too large: ${bits} bits, at most ${LARGEST_RSA_BITS}`);
  if (publicExponent < SMALLEST_RSA_EXPONENT) faults.push('has a weak exponent');
  return faults;
}

function detailsOf({ kty, crv, n, e, x, y }: Jwk): AsymmetricKeyDetails | undefined {
  const members = Object.entries({ kty, crv, n, e, x, y }).filter(([, value]) => value !== undefined);
  try {
    return createPublicKey({ key: Object.fromEntries(members), format: 'jwk' }).asymmetricKeyDetails;
  } catch {
    return undefined;
  }
}
