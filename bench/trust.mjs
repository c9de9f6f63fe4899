// One CDS client of the benchmark, with a fresh key: its CLIENTS_FILE, and a token it may use until it expires, since the
// load generator sends one request again and again.
import { createSign, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const BASE = 'https://cds.example';
const LIFETIME_SECONDS = 3600;

export function newClient(file) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const iss = 'https://ehr.example';
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench' }] };
  const client = { id: 'bench', iss, jwks, jtiPolicy: 'until-exp', requestsPerMinute: 10_000_000 };
  writeFileSync(file, JSON.stringify({ clients: [client] }));
  return {
    env: {
      NODE_ENV: 'production',
      CLIENTS_FILE: file,
      PUBLIC_BASE_URL: BASE,
      ADDRESS_REQUESTS_PER_MINUTE: '100000000',
    },
    tokenFor(path) {
      const now = Math.floor(Date.now() / 1000);
      const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
      const claims = { iss, aud: `${BASE}${path}`, iat: now, exp: now + LIFETIME_SECONDS, jti: 'bench' };
      const input = `${encode({ alg: 'RS384', kid: 'bench', typ: 'JWT' })}.${encode(claims)}`;
      return `${input}.${createSign('sha384').update(input).sign(privateKey).toString('base64url')}`;
    },
  };
}
