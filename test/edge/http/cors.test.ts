/** CH-149: which pages may call, and what a browser is told. */
import request from 'supertest';
import { openDoor } from '../../../src/edge/http/admission.js';
import { anonymousClient } from '../../../src/edge/trust/client.js';
import { aClient } from '../trust/clients.js';
import { newSigner, token } from '../trust/tokens.js';
import { CALL_PATH, fakeWorld, hookBody } from './fakes.js';
import { guardedWorld } from './guarded.js';

const ec = newSigner('ES384');
const APP = 'https://app.example';
const OTHER = 'https://clinic.example:8443';
const clients = [
  aClient([ec.jwk], { origins: [APP] }),
  aClient([], { id: 'other', iss: 'https://other.example', origins: [OTHER] }),
];
const preflight = (origin: string, path = CALL_PATH, world = guardedWorld(clients)) =>
  request(world.app)
    .options(path)
    .set('Origin', origin)
    .set('Access-Control-Request-Method', 'POST')
    .set('Access-Control-Request-Headers', 'authorization, content-type');

describe('CH-149 a preflight', () => {
  it.each([APP, OTHER])('from %s, which a client named, is granted without a token', async (origin) => {
    const { headers, text } = await preflight(origin).expect(204);
    expect(text).toBe('');
    expect(headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'Authorization, Content-Type, Evaluation-Date',
      vary: 'Origin',
    });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each(['/cds-services', '/cds-services/other', '/assessments', '/nothing'])('is granted at %s', async (path) => {
    await preflight(APP, path).expect(204);
  });

  it.each([
    'https://evil.example',
    'https://app.example.evil.example',
    'https://evil-app.example',
    'https://app.example:8443',
    'http://app.example',
    'https://sub.app.example',
    'HTTPS://APP.EXAMPLE',
    'https://app.example/',
    'null',
    '*',
    'file://',
    '__proto__',
  ])('from %s is not', async (origin) => {
    const { headers } = await preflight(origin).expect(405);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).toMatchObject({ vary: 'Origin' });
  });

  it('from a public page for a private network is granted for trying things out only', async () => {
    const asked = (allowPrivateNetwork: boolean) =>
      preflight(APP, CALL_PATH, guardedWorld(clients, {}, { allowPrivateNetwork })).set(
        'Access-Control-Request-Private-Network',
        'true',
      );
    expect((await asked(true)).headers).toMatchObject({ 'access-control-allow-private-network': 'true' });
    expect((await asked(false)).headers).not.toHaveProperty('access-control-allow-private-network');
  });
});

describe('CH-149 an answer', () => {
  const answers = {
    200: () =>
      request(guardedWorld(clients).app)
        .post(CALL_PATH)
        .set('Authorization', `Bearer ${token(ec)}`)
        .send(hookBody()),
    400: () =>
      request(guardedWorld(clients).app)
        .post(CALL_PATH)
        .set('Authorization', `Bearer ${token(ec)}`)
        .send({}),
    401: () => request(guardedWorld(clients).app).post(CALL_PATH).send(hookBody()),
    404: () => request(guardedWorld(clients).app).post('/cds-services/other').send(hookBody()),
    405: () => request(guardedWorld(clients).app).put(CALL_PATH).send(hookBody()),
    415: () =>
      request(guardedWorld(clients).app)
        .post(CALL_PATH)
        .set('Authorization', `Bearer ${token(ec)}`)
        .type('text')
        .send('x'),
    429: () => {
      const limits = { addressRequestsPerMinute: 0, failedAttemptsPerMinute: 0 };
      return request(guardedWorld(clients, { limits }).app).post(CALL_PATH).send(hookBody());
    },
    discovery: () => request(guardedWorld(clients).app).get('/cds-services'),
  };

  it.each(Object.entries(answers))('%s can be read by a page that may call, and by no other', async (name, ask) => {
    const status = name === 'discovery' ? 200 : Number(name);
    const told = await ask().set('Origin', APP).expect(status);
    expect(told.headers).toMatchObject({ 'access-control-allow-origin': APP, vary: 'Origin' });
    expect(told.headers).not.toHaveProperty('access-control-allow-credentials');
    const untold = await ask().set('Origin', 'https://evil.example').expect(status);
    expect(untold.headers).not.toHaveProperty('access-control-allow-origin');
    expect(untold.headers).toMatchObject({ vary: 'Origin' });
  });

  it('429 lets a page read how long to wait', async () => {
    const { headers } = await answers[429]().set('Origin', APP);
    expect(headers).toMatchObject({ 'access-control-expose-headers': 'Retry-After' });
  });
});

it('without any page in the registry, there is no CORS at all', async () => {
  const { headers } = await preflight(APP, CALL_PATH, guardedWorld([aClient([ec.jwk])])).expect(405);
  expect(headers).not.toHaveProperty('access-control-allow-origin');
});

it('ruling 25: a demonstration answers any page, still without credentials', async () => {
  const world = fakeWorld(undefined, { door: openDoor(anonymousClient('any', undefined)) });
  const { headers } = await request(world.app)
    .get('/cds-services')
    .set('Origin', 'https://anywhere.example')
    .expect(200);
  expect(headers).toMatchObject({ 'access-control-allow-origin': '*' });
  expect(headers).not.toHaveProperty('access-control-allow-credentials');
});
