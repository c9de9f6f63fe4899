/** Tokens that were bent: each one is refused, and the log knows why. */
import { createHmac, generateKeyPairSync } from 'node:crypto';
import type { RefusalReason } from '../../../src/edge/trust/refusal.js';
import type { Route } from '../../../src/edge/trust/route.js';
import { aClient, trusting } from './clients.js';
import { ISSUER, NOW, bearer, goodClaims, newSigner, segment, signatureOf, token } from './tokens.js';

const ec = newSigner('ES384');
const rsa = newSigner('RS384');
const rs256 = newSigner('RS256', rsa.kid);
const SERVICE: Route = { kind: 'service', id: 'review' };
const client = aClient([ec.jwk, rsa.jwk]);

async function reasonFor(authorization: readonly string[]): Promise<RefusalReason | 'let in'> {
  const answer = await trusting([client]).authenticate(authorization, SERVICE);
  if (answer.kind === 'refused') return answer.reason;
  return 'let in';
}

/** A token signed by anything at all, over any header and claims. */
function made(header: unknown, claims: unknown, sign: (input: string) => string): readonly string[] {
  const input = `${segment(header)}.${segment(claims)}`;
  return bearer(`${input}.${sign(input)}`);
}

const byEc = (input: string): string => signatureOf(input, ec);
const headerOf = (changed: object): object => ({ alg: 'ES384', kid: ec.kid, typ: 'JWT', ...changed });

it('the good token of this file is let in, so that each refusal is due to what was bent', async () => {
  expect(await reasonFor(made(headerOf({}), goodClaims(), byEc))).toBe('let in');
});

describe('CH-132 the Authorization header', () => {
  const good = token(ec);
  const rows: readonly (readonly [string, readonly string[], RefusalReason])[] = [
    ['missing', [], 'no-token'],
    ['empty', [''], 'not-a-bearer-token'],
    ['Bearer alone', ['Bearer'], 'not-a-bearer-token'],
    ['Bearer and a space', ['Bearer '], 'not-a-bearer-token'],
    ['Basic', [`Basic ${Buffer.from('a:b').toString('base64')}`], 'not-a-bearer-token'],
    ['Basic with the token', [`Basic ${good}`], 'not-a-bearer-token'],
    ['DPoP', [`DPoP ${good}`], 'not-a-bearer-token'],
    ['the token without a scheme', [good], 'not-a-bearer-token'],
    ['a scheme that only begins like it', [`Bearers ${good}`], 'not-a-bearer-token'],
    ['two tokens in one', [`Bearer ${good} ${good}`], 'not-a-bearer-token'],
    ['two tokens with a comma', [`Bearer ${good}, Bearer ${good}`], 'not-a-bearer-token'],
    ['a second header', [`Bearer ${good}`, `Bearer ${good}`], 'several-tokens'],
    ['a second, empty header', [`Bearer ${good}`, ''], 'several-tokens'],
    ['a tab for a space', [`Bearer\t${good}`], 'not-a-bearer-token'],
    ['quotes', [`Bearer "${good}"`], 'not-a-bearer-token'],
    ['a line break', [`Bearer ${good}\n`], 'not-a-bearer-token'],
    ['a huge token', [`Bearer ${'a'.repeat(3000)}.${'b'.repeat(3000)}.${'c'.repeat(3000)}`], 'token-too-long'],
    ['a token of one part', ['Bearer abc'], 'not-a-bearer-token'],
    ['a token of two parts', [`Bearer ${good.split('.').slice(0, 2).join('.')}`], 'not-a-bearer-token'],
    ['an unsecured token: no signature', [`Bearer ${good.split('.').slice(0, 2).join('.')}.`], 'not-a-bearer-token'],
    ['an encrypted token: five parts', [`Bearer ${good}.a.b`], 'not-a-bearer-token'],
    ['a detached payload', [`Bearer ${good.replace(/\.[^.]+\./, '..')}`], 'not-a-bearer-token'],
    ['padding', [`Bearer ${good}==`], 'not-a-bearer-token'],
    ['base64 with its own letters', [`Bearer ${good.replace(/^./, '+')}`], 'not-a-bearer-token'],
    [
      'JSON serialisation',
      [`Bearer ${JSON.stringify({ payload: good.split('.')[1], signatures: [] })}`],
      'not-a-bearer-token',
    ],
    [
      'its JSON serialisation encoded',
      [`Bearer ${segment({ payload: '', protected: '', signature: '' })}`],
      'not-a-bearer-token',
    ],
  ];
  it.each(rows)('%s', async (_name, authorization, reason) => {
    expect(await reasonFor(authorization)).toBe(reason);
  });
});

describe('CH-134 the header of the token', () => {
  it.each<[string, unknown, RefusalReason]>([
    ['is no JSON', '{', 'malformed-token'],
    ['is a list', [], 'malformed-token'],
    ['is text', '"ES384"', 'malformed-token'],
    ['is null', 'null', 'malformed-token'],
    ['has no typ', headerOf({ typ: undefined }), 'wrong-type'],
    ['has another typ', headerOf({ typ: 'JWS' }), 'wrong-type'],
    ['has the typ of an access token', headerOf({ typ: 'at+jwt' }), 'wrong-type'],
    ['has a typ that is no text', headerOf({ typ: ['JWT'] }), 'wrong-type'],
    ['nests a token', headerOf({ cty: 'JWT' }), 'wrong-type'],
    ['has no alg', headerOf({ alg: undefined }), 'algorithm-not-allowed'],
    ['has an alg that is no text', headerOf({ alg: ['ES384'] }), 'algorithm-not-allowed'],
    ['has an alg in lower case', headerOf({ alg: 'es384' }), 'algorithm-not-allowed'],
    ['has an alg of the prototype', headerOf({ alg: 'constructor' }), 'algorithm-not-allowed'],
    ['has no kid', headerOf({ kid: undefined }), 'no-key-id'],
    ['has an empty kid', headerOf({ kid: '' }), 'no-key-id'],
    ['has a kid that is a number', headerOf({ kid: 1 }), 'no-key-id'],
    ['has a kid beyond all measure', headerOf({ kid: 'k'.repeat(1100) }), 'no-key-id'],
    ['demands something critical', headerOf({ crit: ['exp'], exp: NOW }), 'critical-header'],
    ['demands nothing, critically', headerOf({ crit: [] }), 'critical-header'],
    ['leaves the payload unencoded', headerOf({ b64: false, crit: ['b64'] }), 'critical-header'],
    ['leaves the payload unencoded without saying that this is critical', headerOf({ b64: false }), 'critical-header'],
  ])('that %s is refused', async (_name, header, reason) => {
    expect(await reasonFor(made(header, goodClaims(), byEc))).toBe(reason);
  });

  it('of bytes that are not UTF-8 is refused', async () => {
    const head = Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url');
    expect(await reasonFor(bearer(`${head}.${segment(goodClaims())}.AAAA`))).toBe('malformed-token');
  });
});

describe('CH-137 alg none', () => {
  it.each(['none', 'None', 'NONE', 'nOnE', ' none', 'none '])('%j is refused', async (alg) => {
    expect(await reasonFor(made(headerOf({ alg }), goodClaims(), () => 'AAAA'))).toBe('algorithm-not-allowed');
    expect(await reasonFor(made(headerOf({ alg }), goodClaims(), () => ''))).toBe('not-a-bearer-token');
  });
});

describe('CH-138 a public key abused as a shared secret', () => {
  const publicKeys = {
    'PEM, as published': generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      type: 'spki',
      format: 'pem',
    }),
    'the JWK as text': JSON.stringify(rsa.jwk),
    'the modulus': Buffer.from(rsa.jwk.n ?? '', 'base64url'),
    'nothing at all': '',
  };
  it.each(
    ['HS256', 'HS384', 'HS512'].flatMap((alg) =>
      Object.entries(publicKeys).map(([name, key]) => [alg, name, key] as const),
    ),
  )('%s over %s is refused', async (alg, _name, key) => {
    const hash = `sha${alg.slice(2)}`;
    const sign = (input: string): string => createHmac(hash, key).update(input).digest('base64url');
    expect(await reasonFor(made(headerOf({ alg, kid: rsa.kid }), goodClaims(), sign))).toBe('algorithm-not-allowed');
  });
});

describe('CH-139 algorithm and key', () => {
  it.each<[string, object, (input: string) => string, RefusalReason]>([
    [
      'RS256, though the client agreed on RS384',
      { alg: 'RS256', kid: rsa.kid },
      (input) => signatureOf(input, { ...rs256, privateKey: rsa.privateKey }),
      'algorithm-not-allowed',
    ],
    [
      'PS384 by the key of RS384',
      { alg: 'PS384', kid: rsa.kid },
      (input) => signatureOf(input, { ...rsa, alg: 'PS384' }),
      'algorithm-not-allowed',
    ],
    ['RS384 named, the key on a curve', { alg: 'RS384' }, byEc, 'unknown-key'],
    ['ES384 named, the key RSA', { kid: rsa.kid }, (input) => signatureOf(input, rsa), 'unknown-key'],
    [
      'RS384 named, signed as RS256',
      { alg: 'RS384', kid: rsa.kid },
      (input) => signatureOf(input, { ...rs256, privateKey: rsa.privateKey }),
      'bad-signature',
    ],
    ['a signature of zeros', {}, () => Buffer.alloc(96).toString('base64url'), 'bad-signature'],
    ['a short signature', {}, () => 'AAAA', 'bad-signature'],
    [
      'a signature in DER',
      {},
      (input) => Buffer.from(byEc(input), 'base64url').subarray(0, 95).toString('base64url'),
      'bad-signature',
    ],
    ['the signature of another token', {}, () => byEc('other.token'), 'bad-signature'],
  ])('%s', async (_name, header, sign, reason) => {
    expect(await reasonFor(made(headerOf(header), goodClaims(), sign))).toBe(reason);
  });

  it('a key that names its algorithm signs with no other', async () => {
    const bound = aClient([{ ...rsa.jwk, alg: 'RS512' }], { algorithms: ['RS384', 'RS512'] });
    const answer = await trusting([bound]).authenticate(bearer(token(rsa)), SERVICE);
    expect(answer).toMatchObject({ reason: 'unknown-key' });
  });

  it.each(['exp', 'aud', 'iss', 'tenant'])('a claim changed after signing (%s) breaks the signature', async (name) => {
    const [head = '', , signature = ''] = token(ec).split('.');
    const bent = segment({ ...goodClaims(), ...(name === 'exp' ? { exp: NOW + 301 } : { note: name }) });
    expect(await reasonFor(bearer(`${head}.${bent}.${signature}`))).toBe('bad-signature');
  });

  it('a key of its own in the header does not help (jwk, x5c)', async () => {
    const own = newSigner('ES384', ec.kid);
    const header = headerOf({ jwk: own.jwk, x5c: ['MIIB'], x5u: 'https://evil.example/cert' });
    expect(await reasonFor(made(header, goodClaims(), (input) => signatureOf(input, own)))).toBe('bad-signature');
  });
});

describe('CH-140 the key id', () => {
  it.each([
    'unknown',
    'ES384-1',
    '../../../etc/passwd',
    '/dev/null',
    "es384-1' OR '1'='1",
    'es384-1\u0000',
    'es384-1 ',
    '__proto__',
    'https://evil.example/key',
    '*',
  ])('%j is no key of this client', async (kid) => {
    expect(await reasonFor(made(headerOf({ kid }), goodClaims(), byEc))).toBe('unknown-key');
  });
});

describe('CH-135 the claims', () => {
  it.each<[string, object, RefusalReason]>([
    ...['iss', 'aud', 'exp', 'iat', 'jti'].map(
      (name) => [`without ${name}`, { [name]: undefined }, 'malformed-claims'] as [string, object, RefusalReason],
    ),
    ...['iss', 'aud', 'exp', 'iat', 'jti', 'nbf', 'tenant', 'sub'].map(
      (name) => [`with ${name} null`, { [name]: null }, 'malformed-claims'] as [string, object, RefusalReason],
    ),
    ['with exp as text', { exp: String(NOW + 300) }, 'malformed-claims'],
    ['with iat as text', { iat: String(NOW) }, 'malformed-claims'],
    ['with nbf as text', { nbf: 'now' }, 'malformed-claims'],
    ['with an empty jti', { jti: '' }, 'malformed-claims'],
    ['with a jti that is a number', { jti: 7 }, 'malformed-claims'],
    ['with a jti beyond all measure', { jti: 'j'.repeat(300) }, 'malformed-claims'],
    ['with issuers', { iss: [ISSUER] }, 'malformed-claims'],
    ['with an empty audience list', { aud: [] }, 'other-audience'],
    ['with an audience that is no text', { aud: [{}] }, 'malformed-claims'],
    ['with audiences beyond all measure', { aud: Array.from({ length: 100 }, () => 'a') }, 'malformed-claims'],
    ['with tenants', { tenant: ['a'] }, 'malformed-claims'],
  ])('%s are refused', async (_name, changed, reason) => {
    expect(await reasonFor(made(headerOf({}), { ...goodClaims(), ...changed }, byEc))).toBe(reason);
  });

  it.each([['{"exp":1e999'], ['[]'], ['"text"'], ['null'], [''], ['{}x']])(
    'of the shape %s are refused',
    async (text) => {
      const reason = await reasonFor(made(headerOf({}), text, byEc));
      expect(['malformed-claims', 'not-a-bearer-token']).toContain(reason);
    },
  );

  it('RFC 7519 4: of a name given twice, the last counts, for us as for the signature', async () => {
    const claims = JSON.stringify(goodClaims());
    const twice = (first: string, last: string): string => `{${first},${claims.slice(1, -1)},${last}}`;
    expect(await reasonFor(made(headerOf({}), twice('"exp":1', `"exp":${NOW + 300}`), byEc))).toBe('let in');
    expect(await reasonFor(made(headerOf({}), twice('"note":1', '"exp":1'), byEc))).toBe('expired');
    expect(await reasonFor(made(headerOf({}), twice('"note":1', '"iss":"https://evil.example"'), byEc))).toBe(
      'unknown-issuer',
    );
  });

  it('named after the prototype change nothing', async () => {
    const bent = JSON.stringify(goodClaims()).replace('{', '{"__proto__":{"tenant":"x","sub":"y"},');
    expect(await reasonFor(made(headerOf({}), bent, byEc))).toBe('let in');
    expect(({} as { tenant?: string }).tenant).toBeUndefined();
  });
});

describe('CH-143 times, with clocks 30 seconds apart at most', () => {
  it.each<[string, object, RefusalReason | 'let in']>([
    ['a second before its end and the skew', { iat: NOW - 300, exp: NOW - 29 }, 'let in'],
    ['at its end and the skew', { iat: NOW - 300, exp: NOW - 30 }, 'expired'],
    ['long expired, as the sample of the specification', { iat: 1_422_568_860, exp: 1_422_569_160 }, 'expired'],
    ['not before the skew from now', { nbf: NOW + 30 }, 'let in'],
    ['not before a second later', { nbf: NOW + 31 }, 'not-yet-valid'],
    ['issued the skew from now', { iat: NOW + 30 }, 'let in'],
    ['issued a second later', { iat: NOW + 31 }, 'issued-in-the-future'],
    ['living an hour', { exp: NOW + 3600 }, 'let in'],
    ['living a second more', { exp: NOW + 3601 }, 'lives-too-long'],
    ['living for years', { exp: NOW + 10 * 365 * 86_400 }, 'lives-too-long'],
    ['in milliseconds', { iat: NOW * 1000, exp: (NOW + 300) * 1000 }, 'issued-in-the-future'],
    ['ended before it began', { iat: NOW + 20, exp: NOW + 10 }, 'lives-too-long'],
    ['ended as it began', { iat: NOW, exp: NOW }, 'lives-too-long'],
    ['negative', { iat: -300, exp: -1 }, 'expired'],
    ['endless', { exp: 1e308 }, 'lives-too-long'],
  ])('%s: %j', async (_name, changed, expected) => {
    expect(await reasonFor(made(headerOf({}), { ...goodClaims(), ...changed }, byEc))).toBe(expected);
  });

  it('are those the client agreed on', async () => {
    const strict = trusting([aClient([ec.jwk], { maxLifetimeSeconds: 120, clockSkewSeconds: 0 })]);
    expect(await strict.authenticate(bearer(token(ec)), SERVICE)).toMatchObject({ reason: 'lives-too-long' });
    const short = bearer(token(ec, { claims: { exp: NOW + 120 } }));
    strict.setNow(NOW + 120);
    expect(await strict.authenticate(short, SERVICE)).toMatchObject({ reason: 'expired' });
    strict.setNow(NOW + 119);
    expect(await strict.authenticate(short, SERVICE)).toMatchObject({ kind: 'client' });
  });
});

describe('CH-141 the order', () => {
  const everything = { iss: 'https://evil.example', aud: 'x', exp: NOW - 500, iat: NOW - 900 };
  const forged = newSigner('ES384', ec.kid);
  it.each<[string, object, RefusalReason]>([
    ['issuer first', everything, 'unknown-issuer'],
    ['then audience', { ...everything, iss: ISSUER }, 'other-audience'],
    ['then times', { exp: NOW - 500, iat: NOW - 900 }, 'expired'],
    ['then the signature', {}, 'bad-signature'],
  ])('%s', async (_name, changed, reason) => {
    const claims = { ...goodClaims(), ...changed };
    expect(await reasonFor(made(headerOf({}), claims, (input) => signatureOf(input, forged)))).toBe(reason);
  });
});
