import request from 'supertest';
import type { StoreState } from '../../../src/edge/store/store.js';
import { openDoor } from '../../../src/edge/http/admission.js';
import { anonymousClient } from '../../../src/edge/trust/client.js';
import { CALL_PATH, expectOutcome, fakeWorld, hookBody } from './fakes.js';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const;
const ROUTES: readonly (readonly [path: string, allow: string])[] = [
  ['/', 'GET, HEAD'],
  ['/cds-services', 'GET, HEAD'],
  ['/health', 'GET, HEAD'],
  ['/health/live', 'GET, HEAD'],
  ['/health/ready', 'GET, HEAD'],
  ['/assessments', 'POST'],
  [CALL_PATH, 'POST'],
];

describe('methods', () => {
  const rows = ROUTES.flatMap(([path, allow]) =>
    METHODS.filter((method) => !allow.includes(method.toUpperCase())).map((method) => [method, path, allow] as const),
  );
  it.each(rows)('%s %s is refused and told %s', async (method, path, allow) => {
    const answer = await request(fakeWorld().app)[method](path).expect(405).expect('Allow', allow);
    if (method !== 'head') expectOutcome(answer.body, 'method-not-allowed');
  });
});

describe('addresses', () => {
  it.each([
    ['get', '/nothing', 404, 'not-found'],
    ['post', '/nothing', 404, 'not-found'],
    ['get', '/cds-services/other', 404, 'unknown-service'],
    ['post', '/cds-services/other', 404, 'unknown-service'],
    ['post', '/cds-services/%zz', 400, 'malformed-url'],
  ] as const)('%s %s is %i', async (method, path, status, code) => {
    const answer = await request(fakeWorld().app)[method](path).expect(status);
    expectOutcome(answer.body, code);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  it('show a page at the root that names the doors and loads nothing', async () => {
    const answer = await request(fakeWorld().app).get('/').expect(200).expect('Content-Type', /html/);
    expect(answer.text).toContain('/cds-services/review');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  const knowledge = { version: '1.2.3', digest: 'abc' };
  const withStore = (state: StoreState, isStopping = false) =>
    fakeWorld(undefined, {
      health: { knowledge, isStopping: () => isStopping, store: { where: 'embedded', state: () => state } },
    }).app;

  it('tell what the service knows and whether it is ready', async () => {
    const app = withStore({ kind: 'ready' });
    await request(app).get('/health/live').expect(200, { status: 'ok' });
    for (const path of ['/health', '/health/ready']) {
      await request(app)
        .get(path)
        .expect(200, { status: 'ok', knowledge, store: { status: 'ready', where: 'embedded' } });
    }
  });

  it('are not ready before the store is, nor while the service stops', async () => {
    const starting = await request(withStore({ kind: 'starting' }))
      .get('/health/ready')
      .expect(503);
    expect(starting.body).toMatchObject({ status: 'starting' });
    const stopping = await request(withStore({ kind: 'ready' }, true))
      .get('/health/ready')
      .expect(503);
    expect(stopping.body).toMatchObject({ status: 'stopping' });
  });

  it('stay in use without a store, and say what is wrong with it', async () => {
    const reason = 'the database cannot be used (ECONNREFUSED)';
    await request(withStore({ kind: 'unavailable', reason }))
      .get('/health/ready')
      .expect(200, { status: 'degraded', knowledge, store: { status: 'unavailable', where: 'embedded', reason } });
  });
});

describe('calls from a browser', () => {
  it('are allowed from any origin in a demonstration', async () => {
    const answer = await request(fakeWorld().app)
      .options(CALL_PATH)
      .set('Origin', 'https://sandbox.example')
      .set('Access-Control-Request-Method', 'POST')
      .set('Access-Control-Request-Headers', 'authorization, content-type')
      .set('Access-Control-Request-Private-Network', 'true')
      .expect(204);
    expect(answer.text).toBe('');
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'Authorization, Content-Type, Evaluation-Date',
      'access-control-allow-private-network': 'true',
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each([
    ['a good call', CALL_PATH, hookBody(), 200],
    ['a bad call', CALL_PATH, {}, 400],
    ['an unknown service', '/cds-services/other', hookBody(), 404],
  ])('can read the answer to %s', async (_name, path, body, status) => {
    await request(fakeWorld().app).post(path).send(body).expect(status).expect('Access-Control-Allow-Origin', '*');
  });

  it('can read a failure', async () => {
    const { app } = fakeWorld(() => {
      throw new Error('fault');
    });
    await request(app).post(CALL_PATH).send(hookBody()).expect(500).expect('Access-Control-Allow-Origin', '*');
  });

  it('are not allowed otherwise', async () => {
    const { app } = fakeWorld(undefined, {
      door: { ...openDoor(anonymousClient('any', undefined)), origins: new Set() },
    });
    const answer = await request(app).options(CALL_PATH).set('Access-Control-Request-Method', 'POST').expect(405);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('headers for safety', () => {
  it.each(['/cds-services', '/health', '/none', '/about', '/docs'])(
    'of %s say what a browser must not do',
    async (path) => {
      const { headers } = await request(fakeWorld().app).get(path);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('server');
    },
  );

  it('CH-002 keep a browser on https in production, on pages, answers and errors alike', async () => {
    const { app } = fakeWorld(undefined, { requireHttps: true });
    for (const path of ['/', '/cds-services', '/none']) {
      const { headers } = await request(app).get(path);
      expect([path, headers['strict-transport-security']]).toEqual([path, expect.stringContaining('max-age=31536000')]);
    }
  });
});
