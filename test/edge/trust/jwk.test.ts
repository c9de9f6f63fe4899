import { generateKeyPairSync } from 'node:crypto';
import type { Jwk } from '../../../src/edge/trust/jwk.js';
import { faultsOfKey } from '../../../src/edge/trust/jwk.js';
import { keysIn } from '../../../src/edge/trust/published-keys.js';
import { KeySet } from '../../../src/edge/trust/key-ring.js';
import { newSigner } from './tokens.js';

const ec = newSigner('ES384').jwk;
const rsa = newSigner('RS384').jwk;
const privateJwk = (type: 'ec' | 'rsa'): Jwk => {
  const { privateKey } =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-384' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...(privateKey.export({ format: 'jwk' }) as Jwk), kid: 'private' };
};

describe('a public key', () => {
  it.each(['ES256', 'ES384', 'ES512', 'RS384', 'EdDSA'])('for %s is fit', (alg) => {
    expect(faultsOfKey(newSigner(alg).jwk)).toEqual([]);
  });

  it.each<[string, Jwk, RegExp]>([
    ['private on a curve', privateJwk('ec'), /private key material \(d\): regard the key as lost/],
    ['private RSA', privateJwk('rsa'), /private key material \(d, p, q, dp, dq, qi\)/],
    ['symmetric', { kty: 'oct', kid: 's', k: 'c2VjcmV0' }, /symmetric/],
    ['with a symmetric member', { ...ec, k: 'c2VjcmV0' }, /private key material \(k\)/],
    ['of 1024 bits', newSigner('RS384', 'weak', 1024).jwk, /too weak: 1024 bits/],
    ['of exponent 3', { ...rsa, e: 'Aw' }, /weak exponent/],
    ['beyond all measure', { ...rsa, n: Buffer.alloc(1100, 0xff).toString('base64url') }, /too large: 8800 bits/],
    ['on a curve that signs no token', { ...ec, crv: 'secp256k1' }, /of a kind/],
    ['off its curve', { ...ec, y: ec.x }, /cannot be read/],
    ['without a coordinate', { kty: 'EC', crv: 'P-384', kid: 'x', x: ec.x }, /cannot be read/],
    ['without a modulus', { kty: 'RSA', kid: 'x', e: 'AQAB' }, /cannot be read/],
    ['for encryption', { ...rsa, use: 'enc' }, /not for signatures/],
    ['for signing only', { ...ec, key_ops: ['sign'] }, /not for verification/],
    ['of another algorithm', { ...ec, alg: 'RS384' }, /alg that does not fit/],
    ['of a shared-secret algorithm', { ...rsa, alg: 'HS384' }, /alg that does not fit/],
    ['of an unknown kind', { kty: 'LATTICE', kid: 'x' }, /of a kind/],
  ])('%s is refused, in words that hold nothing of the key', (_name, key, fault) => {
    const faults = faultsOfKey(key).join('; ');
    expect(faults).toMatch(fault);
    for (const secret of [key['d'], key['k'], key.n, key.x])
      if (typeof secret === 'string') expect(faults).not.toContain(secret);
  });
});

describe('a published set', () => {
  it('may hold keys of other kinds and for other purposes, which are passed over', async () => {
    const keys = keysIn({ keys: [7, { kty: 'EC' }, { ...rsa, use: 'enc', kid: 'enc' }, ec], more: true });
    const set = new KeySet(keys);
    expect(set.size).toBe(1);
    expect(await set.keyFor(ec.kid, 'ES384')).toMatchObject({ kind: 'key' });
    expect(await set.keyFor('enc', 'RS384')).toMatchObject({ kind: 'none' });
  });

  it('with one id for two keys has none of the two', () => {
    expect(new KeySet([ec, { ...newSigner('ES384').jwk, kid: ec.kid }, rsa]).size).toBe(1);
  });

  it.each([[null], [[]], [{}], [{ keys: {} }], [{ keys: Array.from({ length: 200 }, () => ec) }]])(
    '%# is none',
    (document) => {
      expect(() => keysIn(document)).toThrow();
    },
  );

  it('imports each key once for each algorithm', async () => {
    const set = new KeySet([rsa]);
    const first = await set.keyFor(rsa.kid, 'RS384');
    expect(await set.keyFor(rsa.kid, 'RS384')).toBe(first);
    expect(await set.keyFor(rsa.kid, 'PS384')).not.toBe(first);
  });
});
