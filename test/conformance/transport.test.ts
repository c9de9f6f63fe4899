/** How bodies travel, and what every answer says of itself (CDS Hooks, "HTTP Status Codes", "CORS"; RFC 8259, RFC 9110). */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { fakeWorld } from '../edge/http/fakes.js';
import { parseHookRequest } from '../../src/edge/http/hook-request.js';
import { readConfig } from '../../src/edge/config/config.js';
import request from 'supertest';
import { DAY, REVIEW, SIGN, ask, fixture, inContext, post, postBare, topicsOf, without } from './client.js';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const good = fixture('readme-example');
const authorization = {
  access_token: 'a-token',
  token_type: 'Bearer',
  expires_in: 300,
  scope: 'user/*.read',
  subject: 'cds',
};

/** One call for each status a client can meet; 401, 403, 429 and 503 need a door, a limit or a database, and are elsewhere. */
const STATUSES: readonly (readonly [number, string, string, string, unknown])[] = [
  [200, 'discovery', 'GET', '/cds-services', undefined],
  [200, 'a call', 'POST', REVIEW, good],
  [200, 'feedback', 'POST', `${REVIEW}/feedback`, { feedback: [] }],
  [400, 'what is not JSON', 'POST', REVIEW, '{'],
  [400, 'another hook', 'POST', REVIEW, { ...good, hook: 'order-sign' }],
  [400, 'authorization without a server', 'POST', REVIEW, { ...good, fhirAuthorization: authorization }],
  [400, 'feedback that is none', 'POST', `${REVIEW}/feedback`, {}],
  [404, 'an unknown service', 'POST', '/cds-services/nobody', good],
  [404, 'feedback on an unknown service', 'POST', '/cds-services/nobody/feedback', { feedback: [] }],
  [404, 'an unknown address', 'GET', '/nothing', undefined],
  [405, 'a service that is read', 'GET', REVIEW, undefined],
  [405, 'discovery that is posted', 'POST', '/cds-services', {}],
  [412, 'a call without its data', 'POST', REVIEW, without(good, 'prefetch')],
  [413, 'more than is accepted', 'POST', `${REVIEW}/feedback`, { feedback: [], x: 'x'.repeat(1_100_000) }],
  [422, 'an assessment without a patient', 'POST', '/assessments', { bundle: { resourceType: 'Bundle', entry: [] } }],
];

describe('CH-083 status, and CH-001 JSON with it', () => {
  it.each(STATUSES)('%i for %s', async (status, _what, method, path, body) => {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': 'application/json' };
    const answer = await ask(service.address, path, { method, headers, ...(body === undefined ? {} : { body: sent }) });
    expect(answer.status).toBe(status);
    if (answer.text !== '') expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each(STATUSES.filter(([status]) => status !== 200))(
    'CH-084 %i for %s carries an OperationOutcome without a stack',
    async (_status, _what, method, path, body) => {
      const sent = typeof body === 'string' ? body : JSON.stringify(body);
      const headers = { 'content-type': 'application/json' };
      const answer = await ask(service.address, path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: sent }),
      });
      expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] });
      expect(answer.text).not.toMatch(/\bat .*\.[jt]s:\d+|node_modules/);
    },
  );

  it('415 for a form', async () => {
    const answer = await post(service.address, REVIEW, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' });
    expect([answer.status, answer.body['resourceType']]).toEqual([415, 'OperationOutcome']);
  });

  it('CH-045 405 names what is allowed', async () => {
    expect((await ask(service.address, REVIEW)).headers.get('allow')).toBe('POST');
    expect((await ask(service.address, '/cds-services', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD');
  });

  it('CH-045 404 for a service nobody knows', async () => {
    expect((await post(service.address, '/cds-services/nobody', good)).status).toBe(404);
  });

  it('CH-086 an answer about a patient is kept by no cache', async () => {
    const answer = await post(service.address, REVIEW, good, DAY);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('etag')).toBeNull();
  });
});

describe('JSON', () => {
  it('CH-006 neither comments nor trailing commas are sent or taken', async () => {
    for (const text of ['{"a":1,}', '{"a":1} // note', '/* note */ {"a":1}'])
      expect((await post(service.address, REVIEW, text)).status).toBe(400);
    const folder = join(import.meta.dirname, '../../fhir-fixtures');
    for (const name of readdirSync(join(folder, 'hooks')))
      expect(() => JSON.parse(readFileSync(join(folder, 'hooks', name), 'utf8')) as unknown).not.toThrow();
  });

  it('CH-009 a prefetch of ten megabytes is read', async () => {
    const bystander = { resourceType: 'Observation', status: 'final', note: [{ text: 'x'.repeat(1000) }] };
    const many = Array.from({ length: 10_000 }, () => ({ resource: bystander }));
    const body = { ...good, prefetch: { ...Object(good['prefetch']), more: { resourceType: 'Bundle', entry: many } } };
    expect(JSON.stringify(body).length).toBeGreaterThan(10_000_000);
    const answer = await post(service.address, REVIEW, body, DAY);
    expect([answer.status, topicsOf(answer)]).toEqual([200, ['refractory-supported']]);
  });

  it.each([
    ['no Accept', {}],
    ['Accept: */*', { Accept: '*/*' }],
    ['an Accept that asks for something else', { Accept: 'text/html' }],
    ['a charset', { 'Content-Type': 'application/json; charset=utf-8' }],
    ['the media type of FHIR', { 'Content-Type': 'application/fhir+json' }],
  ])('CH-010 %s is no hindrance', async (_name, headers) => {
    expect(await postBare(service.address, REVIEW, good, { 'Content-Type': 'application/json', ...headers })).toBe(200);
  });
});

describe('the protection of what travels', () => {
  const production = { NODE_ENV: 'production', CLIENTS_FILE: '/clients.yaml', PUBLIC_BASE_URL: 'https://cds.example' };

  it('CH-002 a production that is reached without https does not start', () => {
    expect(readConfig(production).kind).toBe('config');
    expect(readConfig({ ...production, PUBLIC_BASE_URL: 'http://cds.example' })).toMatchObject({
      kind: 'faults',
      faults: [expect.stringMatching(/PUBLIC_BASE_URL .*https/)],
    });
  });

  it('CH-131 nor does one that asks nobody who they are', () => {
    expect(readConfig({ ...production, TRUST_MODE: 'off' })).toMatchObject({ kind: 'faults' });
  });

  it('CH-050 a FHIR server without https is refused in production, and only there', () => {
    const body = { ...good, fhirServer: 'http://ehr.example/fhir' };
    expect(() => parseHookRequest(body, true)).toThrow('insecure-fhir-server');
    expect(parseHookRequest(body, false).fhirServer).toBe('http://ehr.example/fhir');
  });

  it('CH-069 CH-070 neither token nor patient ever reaches the log or an answer', async () => {
    const secret = 'SENTINEL-token';
    const body = inContext(
      {
        ...good,
        fhirServer: 'http://127.0.0.1:9/SENTINEL',
        fhirAuthorization: { ...authorization, access_token: secret, scope: 'SENTINEL' },
        prefetch: { patient: { resourceType: 'Patient', id: 'SENTINEL', name: [{ text: 'SENTINEL' }] } },
      },
      { patientId: 'SENTINEL', userId: 'Practitioner/SENTINEL' },
    );
    const answers = [
      await post(service.address, REVIEW, body, { authorization: `Bearer ${secret}` }),
      await post(service.address, REVIEW, { ...body, hookInstance: 7 }),
      await post(service.address, `${REVIEW}/SENTINEL`, body),
      await post(service.address, `/cds-services/SENTINEL`, body),
    ];
    for (const { text } of answers) expect(text).not.toContain('SENTINEL');
    expect(service.log()).not.toContain('SENTINEL');
  });

  it('CH-151 nothing of a patient is kept between calls', async () => {
    const first = await post(service.address, REVIEW, good, DAY);
    const healed = { ...good, prefetch: { ...Object(good['prefetch']), conditions: null } };
    const second = await post(service.address, REVIEW, healed, DAY);
    const third = await post(service.address, REVIEW, good, DAY);
    expect([topicsOf(first), topicsOf(second), topicsOf(third)]).toEqual([
      ['refractory-supported'],
      [],
      ['refractory-supported'],
    ]);
  });

  it('CH-152 each call leaves a line that says who asked what and was shown which cards', async () => {
    const { body } = await post(service.address, REVIEW, good, DAY);
    const [card] = body['cards'] as { uuid: string }[];
    const line = service
      .log()
      .split('\n')
      .find((one) => one.includes(card?.uuid ?? 'no card'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      service: 'myositis-rituximab-review',
      hookInstance: good['hookInstance'],
      topics: ['refractory-supported'],
      cards: [card?.uuid],
      status: 200,
    });
  });
});

describe('CH-149 calls from a browser', () => {
  const origin = { origin: 'https://sandbox.example' };
  it.each([REVIEW, SIGN, '/cds-services', `${REVIEW}/feedback`, '/assessments'])('preflight of %s', async (path) => {
    const headers = {
      ...origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type',
    };
    const response = await fetch(`${service.address}${path}`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toMatch(/Authorization.*Content-Type/);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(STATUSES)('%i for %s can be read by the page', async (_status, _what, method, path, body) => {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { ...origin, 'content-type': 'application/json' };
    const answer = await ask(service.address, path, { method, headers, ...(body === undefined ? {} : { body: sent }) });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

it('CH-085 a failure of our own is 500 and never an empty list', async () => {
  const { app } = fakeWorld(() => {
    throw new Error('SENTINEL');
  });
  const answer = await request(app).post('/cds-services/review').send(good).expect(500);
  expect(answer.body).not.toHaveProperty('cards');
  expect(answer.text).not.toContain('SENTINEL');
});
