/** A client that signs as CDS Hooks asks for, and every way in which a token can go wrong. Real keys, real signatures. */
import { createSign, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { JsonObject } from '../../../src/core/json.js';
import type { Jwk } from '../../../src/edge/trust/jwk.js';

export const NOW = 1_772_625_600;
export const BASE = 'https://cds.example/base';
export const ISSUER = 'https://ehr.example/cds';
export const JKU = 'https://ehr.example/jwks.json';

export interface Signer {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: Jwk;
}

const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

export function newSigner(alg: string, kid = `${alg.toLowerCase()}-1`, bits = 2048): Signer {
  const curve = CURVES[alg];
  const { privateKey, publicKey } =
    alg === 'EdDSA'
      ? generateKeyPairSync('ed25519')
      : curve === undefined
        ? generateKeyPairSync('rsa', { modulusLength: bits })
        : generateKeyPairSync('ec', { namedCurve: curve });
  return { alg, kid, privateKey, jwk: { ...(publicKey.export({ format: 'jwk' }) as Jwk), kid } };
}

const HASHES: Readonly<Record<string, string>> = { 256: 'sha256', 384: 'sha384', 512: 'sha512' };

export function signatureOf(input: string, { alg, privateKey }: Pick<Signer, 'alg' | 'privateKey'>): string {
  const hash = HASHES[alg.slice(2)];
  if (hash === undefined) return signBytes(null, Buffer.from(input), privateKey).toString('base64url');
  const signing = createSign(hash).update(input);
  const padding = alg.startsWith('PS') ? { padding: 6, saltLength: Number(alg.slice(2)) / 8 } : {};
  return signing.sign({ key: privateKey, dsaEncoding: 'ieee-p1363', ...padding }).toString('base64url');
}

export const segment = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Members set to undefined are left out. */
export interface Changes {
  readonly header?: JsonObject;
  readonly claims?: JsonObject;
  /** Sent as they are, in place of what would be made. */
  readonly headerText?: string;
  readonly claimsText?: string;
}

let count = 0;

export const goodClaims = (path = '/cds-services/review'): JsonObject => ({
  iss: ISSUER,
  aud: `${BASE}${path}`,
  exp: NOW + 300,
  iat: NOW,
  jti: `jti-${(count += 1)}`,
});

/** A compact token, good but for the changes. */
export function token(signer: Signer, { header, claims, headerText, claimsText }: Changes = {}): string {
  const head = headerText ?? JSON.stringify({ alg: signer.alg, kid: signer.kid, typ: 'JWT', ...header });
  const body = claimsText ?? JSON.stringify({ ...goodClaims(), ...claims });
  const input = `${segment(head)}.${segment(body)}`;
  return `${input}.${signatureOf(input, signer)}`;
}

export const bearer = (compact: string): readonly string[] => [`Bearer ${compact}`];
