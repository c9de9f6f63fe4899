/** Section L of the conformance page, claim by claim, with real signatures. */
import type { Route } from '../../../src/edge/trust/route.js';
import { aClient, trusting } from './clients.js';
import { BASE, ISSUER, JKU, NOW, bearer, newSigner, token } from './tokens.js';
import type { Changes } from './tokens.js';

const ec = newSigner('ES384');
const rsa = newSigner('RS384');
const SERVICE: Route = { kind: 'service', id: 'review' };
const client = aClient([ec.jwk, rsa.jwk]);

describe('a proper token', () => {
  it.each([ec, rsa])('CH-139 signed with $alg is accepted', async (signer) => {
    const { authenticate } = trusting([client]);
    expect(await authenticate(bearer(token(signer)), SERVICE)).toMatchObject({ kind: 'client', client: { id: 'ehr' } });
  });

  it.each(['ES256', 'ES512', 'RS256', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA'] as const)(
    'CH-139 signed with %s is accepted from a client that agreed on it, and from no other',
    async (alg) => {
      const signer = newSigner(alg);
      const agreed = trusting([aClient([signer.jwk], { algorithms: [alg] })]);
      expect(await agreed.authenticate(bearer(token(signer)), SERVICE)).toMatchObject({ kind: 'client' });
      const not = trusting([aClient([signer.jwk])]);
      expect(await not.authenticate(bearer(token(signer)), SERVICE)).toMatchObject({ reason: 'algorithm-not-allowed' });
    },
  );

  const accepted: readonly (readonly [string, Changes])[] = [
    [
      'CH-135 with claims and header members nobody defined',
      { claims: { sub: 'x', azp: 1, scope: 'a' }, header: { x: 1 } },
    ],
    [
      'CH-136 naming this address among several',
      { claims: { aud: ['https://other.example', `${BASE}/cds-services/review`] } },
    ],
    ['CH-136 naming it as the Sandbox writes it', { claims: { aud: `${BASE}/cds-services//review` } }],
    ['CH-135 valid from now on (nbf)', { claims: { nbf: NOW } }],
    ['CH-143 living fifteen minutes', { claims: { exp: NOW + 900 } }],
    ['CH-143 living an hour', { claims: { exp: NOW + 3600 } }],
    ['CH-143 by a clock that is ahead of ours, within the skew', { claims: { iat: NOW + 30, nbf: NOW + 30 } }],
    ['CH-143 expired within the skew', { claims: { iat: NOW - 300, exp: NOW - 29 } }],
    ['RFC 7519: with fractions of seconds', { claims: { iat: NOW + 0.5, exp: NOW + 299.25 } }],
    ['CH-134 with a type in lower case', { header: { typ: 'jwt' } }],
    [
      'CH-148 with a key and certificates in its header, which nobody reads',
      { header: { jwk: newSigner('ES384').jwk, x5c: ['MIIB'], x5u: 'https://evil.example' } },
    ],
  ];
  it.each(accepted)('%s is accepted', async (_name, changes) => {
    const { authenticate } = trusting([client]);
    expect(await authenticate(bearer(token(ec, changes)), SERVICE)).toMatchObject({ kind: 'client' });
  });

  it('is accepted whatever the case of the scheme', async () => {
    const { authenticate } = trusting([client]);
    expect(await authenticate([`bearer ${token(ec)}`], SERVICE)).toMatchObject({ kind: 'client' });
  });
});

describe('CH-136 the audience', () => {
  const at = `${BASE}/cds-services`;
  it.each<[string, Route, string]>([
    ['discovery', { kind: 'discovery' }, at],
    ['discovery, slash typed', { kind: 'discovery' }, `${at}/`],
    ['CH-129 feedback', { kind: 'feedback', id: 'review' }, `${at}/review/feedback`],
    ['CH-129 feedback by a token for its service', { kind: 'feedback', id: 'review' }, `${at}/review`],
    ['assessments', { kind: 'assessments' }, `${BASE}/assessments`],
  ])('of %s is its address', async (_name, route, aud) => {
    const { authenticate } = trusting([client]);
    expect(await authenticate(bearer(token(ec, { claims: { aud } })), route)).toMatchObject({ kind: 'client' });
  });

  it.each<[string, Route, unknown]>([
    ['of discovery at a service', SERVICE, at],
    ['of a service at discovery', { kind: 'discovery' }, `${at}/review`],
    ['of another service', SERVICE, `${at}/other`],
    ['of feedback at the service', SERVICE, `${at}/review/feedback`],
    ['of another service at feedback', { kind: 'feedback', id: 'review' }, `${at}/other/feedback`],
    ['with a slash at its end', SERVICE, `${at}/review/`],
    ['that only begins with the address', SERVICE, `${at}/review-not`],
    ['that is only its beginning', SERVICE, `${at}/rev`],
    ['with a query', SERVICE, `${at}/review?x=1`],
    ['with a fragment', SERVICE, `${at}/review#x`],
    ['with another port', SERVICE, 'https://cds.example:8443/base/cds-services/review'],
    ['with the default port written out', SERVICE, 'https://cds.example:443/base/cds-services/review'],
    ['over http', SERVICE, 'http://cds.example/base/cds-services/review'],
    ['in another case', SERVICE, `${at}/Review`],
    [
      'by another host, as a forged Host header would have it',
      SERVICE,
      'https://evil.example/base/cds-services/review',
    ],
    ['with a user in front', SERVICE, 'https://cds.example@evil.example/base/cds-services/review'],
    ['with dots in the path', SERVICE, `${at}/other/../review`],
    ['with an encoded slash', SERVICE, `${BASE}%2Fcds-services/review`],
    ['that is the base alone', SERVICE, BASE],
    ['that is the path alone', SERVICE, '/cds-services/review'],
    ['that lists others', SERVICE, ['https://other.example', at]],
    ['with spaces around', SERVICE, ` ${at}/review `],
  ])('%s is refused', async (_name, route, aud) => {
    const { authenticate } = trusting([client]);
    expect(await authenticate(bearer(token(ec, { claims: { aud } })), route)).toMatchObject({
      reason: 'other-audience',
    });
  });

  it('may be an alias that was agreed with a client that cannot set it, and is one for no other client', async () => {
    const other = aClient([rsa.jwk], { id: 'other', iss: 'https://other.example' });
    const { authenticate } = trusting([aClient([ec.jwk], { audienceAliases: ['cds-prod'] }), other]);
    expect(await authenticate(bearer(token(ec, { claims: { aud: 'cds-prod' } })), SERVICE)).toMatchObject({
      kind: 'client',
    });
    const fromOther = token(rsa, { claims: { aud: 'cds-prod', iss: 'https://other.example' } });
    expect(await authenticate(bearer(fromOther), SERVICE)).toMatchObject({ reason: 'other-audience' });
  });
});

describe('CH-133 the key address', () => {
  const published = aClient([], { keys: { kind: 'published', jku: JKU } });
  const asked: string[] = [];
  const ring = {
    keyFor: (kid: string) => {
      asked.push(kid);
      return { kind: 'none', reason: 'unknown-key' } as const;
    },
  };
  it.each([
    'https://evil.example/jwks.json',
    'https://ehr.example@evil.example/jwks.json',
    'https://ehr.example:8443/jwks.json',
    'https://ehr.example:443/jwks.json',
    'http://ehr.example/jwks.json',
    'https://EHR.example/jwks.json',
    'https://ehr.example/jwks.json#x',
    'https://ehr.example/jwks.json?x',
    'https://ehr.example/JWKS.json',
    'https://ehr.example/a/../jwks.json',
    'https://ehr.example/redirect?to=https://evil.example',
    'https://ehr.example.evil.example/jwks.json',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data',
    'data:application/json,{"keys":[]}',
    '',
    null,
    7,
    ['https://ehr.example/jwks.json'],
  ])('%j is refused, and nothing is fetched', async (jku) => {
    asked.length = 0;
    const { authenticate } = trusting([published], { ehr: ring });
    expect(await authenticate(bearer(token(ec, { header: { jku } })), SERVICE)).toMatchObject({
      reason: 'other-key-address',
    });
    expect(asked).toEqual([]);
  });

  it('is compared with the one registered, and may be left out', async () => {
    const pinned = { ...client, keys: { kind: 'inline', keys: [ec.jwk], jku: JKU } } as const;
    const { authenticate } = trusting([pinned]);
    expect(await authenticate(bearer(token(ec, { header: { jku: JKU } })), SERVICE)).toMatchObject({ kind: 'client' });
    expect(await authenticate(bearer(token(ec)), SERVICE)).toMatchObject({ kind: 'client' });
  });

  it('is refused from a client that registered none', async () => {
    const { authenticate } = trusting([client]);
    expect(await authenticate(bearer(token(ec, { header: { jku: JKU } })), SERVICE)).toMatchObject({
      reason: 'other-key-address',
    });
  });
});

describe('CH-146 tenants', () => {
  const north = aClient([ec.jwk], { id: 'north', tenants: ['north', 'far-north'] });
  const south = aClient([rsa.jwk], { id: 'south', tenants: ['south'] });
  const both = trusting([north, south]);

  it.each([
    ['north', ec, 'north'],
    ['far-north', ec, 'north'],
    ['south', rsa, 'south'],
  ])('%s leads to its client', async (tenant, signer, id) => {
    const answer = await both.authenticate(bearer(token(signer, { claims: { tenant } })), SERVICE);
    expect(answer).toMatchObject({ kind: 'client', client: { id } });
  });

  it.each([['west'], [undefined], ['North']])(
    '%s is none of them: the issuer is who it says, and not entitled',
    async (tenant) => {
      expect(await both.authenticate(bearer(token(ec, { claims: { tenant } })), SERVICE)).toEqual({
        kind: 'not-entitled',
        client: 'north',
      });
    },
  );

  it('CH-141 a wrong signature is told before a wrong tenant: nobody learns which tenants there are', async () => {
    const forged = { ...newSigner('ES384'), kid: ec.kid };
    expect(await both.authenticate(bearer(token(forged, { claims: { tenant: 'west' } })), SERVICE)).toMatchObject({
      reason: 'bad-signature',
    });
  });

  it("one tenant's keys do not speak for another", async () => {
    expect(await both.authenticate(bearer(token(ec, { claims: { tenant: 'south' } })), SERVICE)).toMatchObject({
      kind: 'refused',
    });
  });

  it('are ignored where a client has none', async () => {
    const { authenticate } = trusting([client]);
    expect(await authenticate(bearer(token(ec, { claims: { tenant: 'any' } })), SERVICE)).toMatchObject({
      kind: 'client',
    });
  });
});

describe('CH-142 a token', () => {
  it('is good once, at any of our addresses', async () => {
    const { authenticate } = trusting([client]);
    const used = bearer(token(ec));
    expect(await authenticate(used, SERVICE)).toMatchObject({ kind: 'client' });
    expect(await authenticate(used, SERVICE)).toMatchObject({ reason: 'replayed' });
    expect(await authenticate(used, { kind: 'feedback', id: 'review' })).toMatchObject({ reason: 'replayed' });
  });

  it('is good once, though it is sent twice at the same time', async () => {
    const { authenticate } = trusting([client]);
    const used = bearer(token(ec));
    const answers = await Promise.all([1, 2, 3].map(() => authenticate(used, SERVICE)));
    expect(answers.filter(({ kind }) => kind === 'client')).toHaveLength(1);
  });

  it('of the same jti is the same token, signed anew or not', async () => {
    const { authenticate } = trusting([client]);
    await authenticate(bearer(token(ec, { claims: { jti: 'same' } })), SERVICE);
    const again = token(rsa, { claims: { jti: 'same', exp: NOW + 600 } });
    expect(await authenticate(bearer(again), SERVICE)).toMatchObject({ reason: 'replayed' });
  });

  it('of another issuer may have the same jti', async () => {
    const other = aClient([rsa.jwk], { id: 'other', iss: 'https://other.example' });
    const { authenticate } = trusting([aClient([ec.jwk]), other]);
    const claims = { jti: 'same' };
    expect(await authenticate(bearer(token(ec, { claims })), SERVICE)).toMatchObject({ kind: 'client' });
    const fromOther = token(rsa, { claims: { ...claims, iss: 'https://other.example' } });
    expect(await authenticate(bearer(fromOther), SERVICE)).toMatchObject({ kind: 'client' });
  });

  it('CH-141 forged with a jti that somebody will use does not use it up', async () => {
    const { authenticate } = trusting([client]);
    const forged = { ...newSigner('ES384'), kid: ec.kid };
    const claims = { jti: 'to-come' };
    expect(await authenticate(bearer(token(forged, { claims })), SERVICE)).toMatchObject({ reason: 'bad-signature' });
    expect(await authenticate(bearer(token(ec, { claims })), SERVICE)).toMatchObject({ kind: 'client' });
  });

  it('CH-141 for another audience or of another time does not use up its jti either', async () => {
    const { authenticate, setNow } = trusting([client]);
    const early = bearer(token(ec, { claims: { iat: NOW + 100, exp: NOW + 400 } }));
    expect(await authenticate(early, SERVICE)).toMatchObject({ reason: 'issued-in-the-future' });
    expect(await authenticate(early, { kind: 'discovery' })).toMatchObject({ reason: 'other-audience' });
    setNow(NOW + 100);
    expect(await authenticate(early, SERVICE)).toMatchObject({ kind: 'client' });
  });

  it('may be used until it expires by a client that was agreed to (a test tool sends one with several bodies)', async () => {
    const { authenticate, setNow } = trusting([aClient([ec.jwk], { jtiPolicy: 'until-exp' })]);
    const reused = bearer(token(ec));
    for (let call = 0; call < 3; call += 1)
      expect(await authenticate(reused, SERVICE)).toMatchObject({ kind: 'client' });
    setNow(NOW + 331);
    expect(await authenticate(reused, SERVICE)).toMatchObject({ reason: 'expired' });
  });
});

describe('CH-135 sub', () => {
  it.each([
    ['the one agreed on', 'ehr-1', { kind: 'client' }],
    ['another', 'ehr-2', { reason: 'other-subject' }],
    ['missing', undefined, { reason: 'other-subject' }],
  ])('%s, where it is pinned', async (_name, sub, expected) => {
    const { authenticate } = trusting([aClient([ec.jwk], { sub: 'ehr-1' })]);
    expect(await authenticate(bearer(token(ec, { claims: { sub } })), SERVICE)).toMatchObject(expected);
  });
});

it('CH-133 an issuer nobody registered is told apart by nothing from any other refusal', async () => {
  const { authenticate } = trusting([client]);
  for (const iss of [
    'https://evil.example',
    `${ISSUER}/`,
    ISSUER.toUpperCase(),
    ` ${ISSUER}`,
    '__proto__',
    'constructor',
  ])
    expect(await authenticate(bearer(token(ec, { claims: { iss } })), SERVICE)).toEqual({
      kind: 'refused',
      reason: 'unknown-issuer',
    });
});
