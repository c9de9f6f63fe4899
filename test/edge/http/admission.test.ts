/** Who is let in over HTTP, and what the others are told. */
import { request as rawRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import type { Response } from 'supertest';
import { listen, stop } from '../../../src/edge/http/server.js';
import type { ReplayGuard } from '../../../src/edge/trust/replay-guard.js';
import { aClient } from '../trust/clients.js';
import { BASE, NOW, newSigner, token } from '../trust/tokens.js';
import { CALL_PATH, expectOutcome, hookBody } from './fakes.js';
import { guardedWorld } from './guarded.js';
import type { Guarded } from './guarded.js';

const ec = newSigner('ES384');
const rsa = newSigner('RS384');
const client = aClient([ec.jwk], { tenants: undefined });
const aud = (path: string): string => `${BASE}${path}`;

const call = (world: Guarded, compact: string, body: object | string = hookBody()) =>
  request(world.app).post(CALL_PATH).set('Authorization', `Bearer ${compact}`).type('json').send(body);

describe('CH-132 a call', () => {
  it('with a good token is answered', async () => {
    const world = guardedWorld([client]);
    const answer = await call(world, token(ec)).expect(200);
    expect(answer.body).toMatchObject({ cards: [{ summary: 'Something to know' }] });
    expect(world.log()).toContain('"client":"ehr"');
  });

  it('without one is not, and its body is not even looked at', async () => {
    const world = guardedWorld([client]);
    const answer = await request(world.app).post(CALL_PATH).type('json').send('{').expect(401);
    expectOutcome(answer.body, 'not-authenticated');
    await request(world.app).post(CALL_PATH).type('xml').send('<x/>').expect(401);
    expect(world.calls).toEqual([]);
  });

  it('with the Evaluation-Date it may not use is told so only when it has proved who it is', async () => {
    const world = guardedWorld([client], {}, { allowEvaluationDate: false });
    const dated = () => request(world.app).post(CALL_PATH).set('Evaluation-Date', '2026-03-01');
    await dated().send(hookBody()).expect(401);
    await dated()
      .set('Authorization', `Bearer ${token(ec)}`)
      .send(hookBody())
      .expect(400);
  });

  it('of a service that does not exist is 404, as discovery tells everybody', async () => {
    await request(guardedWorld([client]).app)
      .post('/cds-services/other')
      .send(hookBody())
      .expect(404);
  });
});

describe('CH-144 a refusal', () => {
  /** All that is told, but for what belongs to the connection. */
  const tell = ({ status, text, headers }: Response): unknown => ({
    status,
    text,
    headers: Object.entries(headers).filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
  });

  it('is the same for every reason, to the byte', async () => {
    const world = guardedWorld([
      client,
      aClient([], { id: 'gone', iss: 'https://gone.example', keys: { kind: 'published', jku: 'http://127.0.0.1:9/' } }),
    ]);
    const used = token(ec);
    await call(world, used).expect(200);
    const forged = { ...newSigner('ES384'), kid: ec.kid };
    const attempts = {
      'no token': request(world.app).post(CALL_PATH).send(hookBody()),
      'not a token': call(world, 'abc'),
      malformed: call(world, 'a.b.c'),
      'algorithm none': call(world, token(ec, { header: { alg: 'none' } })),
      'unknown issuer': call(world, token(ec, { claims: { iss: 'https://evil.example' } })),
      'keys unavailable': call(world, token(ec, { claims: { iss: 'https://gone.example' } })),
      'other audience': call(world, token(ec, { claims: { aud: aud('/cds-services/other') } })),
      expired: call(world, token(ec, { claims: { iat: NOW - 600, exp: NOW - 300 } })),
      'unknown key': call(world, token({ ...ec, kid: 'other' })),
      'other key address': call(world, token(ec, { header: { jku: 'https://evil.example' } })),
      'bad signature': call(world, token(forged)),
      replayed: call(world, used),
    };
    const told = new Set<string>();
    for (const attempt of Object.values(attempts)) told.add(JSON.stringify(tell(await attempt)));
    expect(told.size).toBe(1);
    const [one = '{}'] = told;
    expect(JSON.parse(one)).toMatchObject({
      status: 401,
      headers: expect.arrayContaining([
        ['www-authenticate', 'Bearer'],
        ['cache-control', 'no-store'],
      ]),
    });
    const { text } = JSON.parse(one) as { text: string };
    expect(JSON.parse(text)).toEqual({
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: 'login',
          details: {
            coding: [{ system: 'https://myositis-cds.example/fhir/CodeSystem/problem', code: 'not-authenticated' }],
            text: 'The caller did not prove who it is.',
          },
        },
      ],
    });
  });

  it('CH-145 has its reason in the log, with the client it claims to be, and nothing of the token', async () => {
    const world = guardedWorld([client]);
    const attempts = [
      token(ec, { claims: { aud: 'https://secret.example/patient/4711' } }),
      token(ec, { claims: { iss: 'https://secret.example' } }),
      token({ ...ec, kid: 'secret-kid' }),
      token(ec, { claims: { jti: 'secret-jti', tenant: 'secret-tenant', exp: NOW - 100, iat: NOW - 400 } }),
      'secret.secret.secret',
    ];
    for (const attempt of attempts) await call(world, attempt).expect(401);
    await request(world.app).post(CALL_PATH).set('Authorization', 'Basic c2VjcmV0').send(hookBody()).expect(401);
    const log = world.log();
    for (const reason of [
      'other-audience',
      'unknown-issuer',
      'unknown-key',
      'expired',
      'malformed-token',
      'not-a-bearer-token',
    ])
      expect(log).toContain(`"refused":"${reason}"`);
    expect(log).toContain('"client":"ehr"');
    expect(log).not.toMatch(/secret|c2VjcmV0|4711/);
    for (const attempt of attempts) for (const part of attempt.split('.')) expect(log).not.toContain(part);
  });

  it('CH-152 the log names client and tenant of those who were let in, as our file writes them', async () => {
    const world = guardedWorld([aClient([ec.jwk], { tenants: ['north'] })]);
    await call(world, token(ec, { claims: { tenant: 'north' } })).expect(200);
    expect(world.log()).toContain('"client":"ehr","tenant":"north"');
    const untold = guardedWorld([client]);
    await call(untold, token(ec, { claims: { tenant: 'made-up' } })).expect(200);
    expect(untold.log()).not.toContain('made-up');
  });

  it('CH-146 is 403 for a tenant that was not agreed on, without naming it', async () => {
    const world = guardedWorld([aClient([ec.jwk], { tenants: ['north'] })]);
    const answer = await call(world, token(ec, { claims: { tenant: 'south' } })).expect(403);
    expectOutcome(answer.body, 'not-entitled');
    expect(answer.text).not.toContain('south');
    expect(answer.headers).not.toHaveProperty('www-authenticate');
  });

  it('is 503 when nobody can tell whether a token has been used: never let in, never "no advice"', async () => {
    const full: ReplayGuard = { remember: () => Promise.resolve('full') };
    const { createAdmit } = await import('../../../src/edge/http/admission.js');
    const { createAuthenticate } = await import('../../../src/edge/trust/authenticate.js');
    const { createRegistry } = await import('../../../src/edge/trust/registry.js');
    const { KeySet } = await import('../../../src/edge/trust/key-ring.js');
    const never = { take: () => Promise.resolve(undefined), close: () => undefined };
    const admit = createAdmit({
      authenticate: createAuthenticate({
        registry: createRegistry([client]),
        keysOf: () => new KeySet([ec.jwk]),
        replay: full,
        nowSeconds: () => NOW,
      }),
      limits: { addressRequestsPerMinute: 1, failedAttemptsPerMinute: 1 },
      addressKey: () => '',
      addresses: never,
      failures: never,
      clients: never,
    });
    const door = { admit, protectsDiscovery: false, origins: new Set<string>(), trustedProxies: [] };
    const world = guardedWorld([client], {}, { door });
    expectOutcome((await call(world, token(ec)).expect(503)).body, 'overloaded');
    expect(world.calls).toEqual([]);
  });
});

describe('CH-136 the audience', () => {
  it('is not what a Host header says', async () => {
    const world = guardedWorld([client]);
    const evil = token(ec, { claims: { aud: 'https://evil.example/base/cds-services/review' } });
    for (const name of ['Host', 'X-Forwarded-Host', 'Forwarded'])
      await call(world, evil)
        .set(name, name === 'Forwarded' ? 'host=evil.example' : 'evil.example')
        .expect(401);
  });

  it('is that of the route, however the address was written', async () => {
    const world = guardedWorld([client]);
    const doubled = () => request(world.app).post('/cds-services//review').send(hookBody());
    await doubled()
      .set('Authorization', `Bearer ${token(ec)}`)
      .expect(200);
    await doubled()
      .set('Authorization', `Bearer ${token(ec, { claims: { aud: aud('/cds-services//review') } })}`)
      .expect(200);
  });
});

describe('two Authorization headers', () => {
  it.each([[[0, 1]], [[1, 0]], [[0, 0]]])('are refused, whichever is the good one', async (order) => {
    const server = await listen(guardedWorld([client]).app, 0, '127.0.0.1');
    const { port } = server.address() as AddressInfo;
    const values = [`Bearer ${token(ec)}`, 'Bearer other'];
    const headers = [
      'Host',
      'x',
      'Content-Type',
      'application/json',
      ...order.flatMap((index) => ['authorization', values[index] ?? '']),
    ];
    const answer = await new Promise<IncomingMessage>((resolve) => {
      rawRequest({ port, path: CALL_PATH, method: 'POST', headers }, resolve).end(JSON.stringify(hookBody()));
    });
    answer.resume();
    expect(answer.statusCode).toBe(401);
    await stop(server, 1000);
  });
});

describe('CH-027 discovery', () => {
  it('is open by default: it says nothing of patients', async () => {
    await request(guardedWorld([client]).app)
      .get('/cds-services')
      .expect(200);
  });

  it('asks for a token of its own address where the site wants that', async () => {
    const world = guardedWorld([client], { protectsDiscovery: true });
    const get = () => request(world.app).get('/cds-services');
    await get().expect(401).expect('WWW-Authenticate', 'Bearer');
    const good = () => token(ec, { claims: { aud: aud('/cds-services') } });
    await get().set('Authorization', `Bearer ${good()}`).expect(200);
    await request(world.app)
      .get('/cds-services/')
      .set('Authorization', `Bearer ${token(ec, { claims: { aud: aud('/cds-services/') } })}`)
      .expect(200);
    await get()
      .set('Authorization', `Bearer ${token(ec)}`)
      .expect(401);
  });
});

describe('other addresses', () => {
  it('CH-131 an assessment needs a token as a call does', async () => {
    const world = guardedWorld([client]);
    const ask = () =>
      request(world.app)
        .post('/assessments')
        .send({ bundle: { resourceType: 'Bundle' } });
    await ask().expect(401);
    await ask()
      .set('Authorization', `Bearer ${token(ec)}`)
      .expect(401);
    await ask()
      .set('Authorization', `Bearer ${token(ec, { claims: { aud: aud('/assessments') } })}`)
      .expect(200);
  });

  it.each(['/', '/health', '/health/live'])('%s needs none', async (path) => {
    await request(guardedWorld([client]).app)
      .get(path)
      .expect(200);
  });
});

describe('limits', () => {
  // the counters of requests read the clock of the system
  const realNow = Date.now;
  const setClock = (seconds: number): void => {
    Date.now = () => seconds * 1000;
  };
  beforeEach(() => {
    setClock(NOW);
  });
  afterEach(() => {
    Date.now = realNow;
  });

  const other = aClient([rsa.jwk], { id: 'other', iss: 'https://other.example' });
  const fromOther = () => token(rsa, { claims: { iss: 'https://other.example' } });

  it('a client beyond its number waits a minute, the others do not', async () => {
    const limited = { ...client, limits: { ...client.limits, requestsPerMinute: 2 } };
    const world = guardedWorld([limited, other]);
    await call(world, token(ec)).expect(200);
    await call(world, token(ec)).expect(200);
    const answer = await call(world, token(ec)).expect(429);
    expectOutcome(answer.body, 'too-many-requests');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
    await call(world, fromOther()).expect(200);
    setClock(NOW + 61);
    await call(world, token(ec)).expect(200);
    expect(world.calls).toHaveLength(4);
  });

  it('what others send in its name does not count against a client', async () => {
    const limited = { ...client, limits: { ...client.limits, requestsPerMinute: 1 } };
    const world = guardedWorld([limited]);
    const forged = { ...newSigner('ES384'), kid: ec.kid };
    for (let attempt = 0; attempt < 5; attempt += 1) await call(world, token(forged)).expect(401);
    await call(world, token(ec)).expect(200);
  });

  it('an address that fails again and again is told to wait, and whoever shares it is still let in', async () => {
    const world = guardedWorld([client], { limits: { addressRequestsPerMinute: 1000, failedAttemptsPerMinute: 3 } });
    for (let attempt = 0; attempt < 3; attempt += 1) await call(world, 'a.b.c').expect(401);
    const answer = await call(world, 'a.b.c').expect(429);
    expect(answer.headers).toHaveProperty('retry-after');
    expect(answer.headers).not.toHaveProperty('www-authenticate');
    await call(world, token(ec)).expect(200);
    setClock(NOW + 61);
    await call(world, 'a.b.c').expect(401);
  });

  it('an address beyond its number is not even asked who it is', async () => {
    const world = guardedWorld([client], { limits: { addressRequestsPerMinute: 2, failedAttemptsPerMinute: 1000 } });
    await call(world, token(ec)).expect(200);
    await call(world, token(ec)).expect(200);
    const turnedAway = token(ec);
    await call(world, turnedAway).expect(429);
    setClock(NOW + 61);
    // not used up while it was turned away
    await call(world, turnedAway).expect(200);
  });

  it('an address is that of the caller where a trusted proxy says so, else that of whoever connects', async () => {
    const limits = { addressRequestsPerMinute: 1, failedAttemptsPerMinute: 1000 };
    const from = (world: Guarded, address: string) => call(world, token(ec)).set('X-Forwarded-For', address);
    const trusting = guardedWorld([client], { limits, trustedProxies: ['127.0.0.0/8', '::1', '::ffff:127.0.0.1'] });
    await from(trusting, '198.51.100.1').expect(200);
    await from(trusting, '198.51.100.2').expect(200);
    await from(trusting, '198.51.100.1').expect(429);
    const suspicious = guardedWorld([client], { limits });
    await from(suspicious, '198.51.100.1').expect(200);
    await from(suspicious, '198.51.100.2').expect(429);
  });

  it('one network of IPv6 is one address', async () => {
    const limits = { addressRequestsPerMinute: 1, failedAttemptsPerMinute: 1000 };
    const world = guardedWorld([client], { limits, trustedProxies: ['127.0.0.0/8', '::ffff:127.0.0.1'] });
    await call(world, token(ec)).set('X-Forwarded-For', '2001:db8:1:1::1').expect(200);
    await call(world, token(ec)).set('X-Forwarded-For', '2001:db8:1:1:ffff::2').expect(429);
  });

  it('a body may be as large as agreed with the client', async () => {
    const small = { ...client, limits: { ...client.limits, bodyBytes: 1000 } };
    const world = guardedWorld([small, other]);
    const body = { ...hookBody(), padding: 'x'.repeat(2000) };
    const answer = await call(world, token(ec), body).expect(413);
    expectOutcome(answer.body, 'body-too-large');
    await call(world, fromOther(), body).expect(200);
  });
});
