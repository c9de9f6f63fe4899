/** `/openapi.json` says what the service does: a tour over all addresses is checked against it by an independent validator. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { ErrorRequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import request from 'supertest';
import { createPrometheus } from '../src/edge/metrics/prometheus.js';
import { StoreUnavailable } from '../src/edge/store/store.js';
import { CALL_PATH, fakeWorld, hookBody } from './edge/http/fakes.js';
import { assessBundle } from './patient.js';

const root = join(import.meta.dirname, '..');
const json = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>;
const assessment = () => Promise.resolve(json('docs/assessment.schema.json'));
const openApi = { version: '1.2.3', publicBaseUrl: undefined, guards: new Set<'token' | 'discovery'>(), assessment };
const metrics = createPrometheus({ isStoreReady: () => true, openBreakers: () => 0 });
const story = json('fhir-fixtures/patients/prior-rituximab/bundle.json');
const feedback = (outcome: string) => ({
  feedback: [{ card: 'c-1', outcome, outcomeTimestamp: '2026-03-04T11:00:00Z' }],
});

const world = fakeWorld(undefined, {
  openApi,
  metrics,
  renderMetrics: metrics.page,
  assess: (bundle) => ({ kind: 'assessment', assessment: assessBundle(bundle, '2026-03-01') }),
  feedback: {
    keepComments: true,
    store: {
      saveFeedback: ([first]) =>
        first?.card === 'c-1' ? Promise.resolve(1) : Promise.reject(new StoreUnavailable('x')),
    },
  },
});

/** Hands every request on to the service and its answer to the validator, which sees nothing else. */
function validated(document: Record<string, unknown>, target: string) {
  const app = express();
  app.use(express.json({ limit: '20mb', strict: false }));
  app.use(
    middleware({ apiSpec: document as never, validateRequests: false, validateResponses: true, validateApiSpec: true }),
  );
  app.use(async (req, res) => {
    const body = req.method === 'POST' ? { body: JSON.stringify(req.body) } : {};
    const headers = { 'content-type': 'application/json', accept: req.headers.accept ?? '*/*' };
    const answer = await fetch(`${target}${req.originalUrl}`, { method: req.method, headers, ...body });
    res.status(answer.status);
    const type = answer.headers.get('content-type');
    const text = await answer.text();
    if (type?.startsWith('application/json') === true) res.json(JSON.parse(text));
    else if (type === null) res.end(text);
    else res.type(type).send(text);
  });
  app.use(((error: Error, _req, res, next) => {
    if (res.headersSent) next(error);
    else res.status(599).type('text').send(error.message);
  }) satisfies ErrorRequestHandler);
  return app;
}

let server: Server;
let front: ReturnType<typeof validated>;
let document: { readonly paths: Record<string, Record<string, unknown>>; readonly openapi: string };

beforeAll(async () => {
  server = createServer(world.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { body } = await request(server).get('/openapi.json').expect(200);
  document = body as typeof document;
  front = validated(body as Record<string, unknown>, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const TOUR: readonly (readonly ['get' | 'post', string, number, unknown?])[] = [
  ['get', '/cds-services', 200],
  ['post', CALL_PATH, 200, hookBody()],
  ['post', CALL_PATH, 400, {}],
  ['post', CALL_PATH, 400, hookBody({ hook: 'order-sign' })],
  ['post', CALL_PATH, 400, 'text'],
  ['post', '/cds-services/none', 404, hookBody()],
  ['post', `${CALL_PATH}/feedback`, 200, feedback('overridden')],
  ['post', `${CALL_PATH}/feedback`, 400, feedback('ignored')],
  ['post', `${CALL_PATH}/feedback`, 503, { feedback: [{ ...feedback('overridden').feedback[0], card: 'other' }] }],
  ['post', '/cds-services/none/feedback', 404, feedback('overridden')],
  ['post', '/assessments', 200, { bundle: story, asOf: '2026-03-01' }],
  ['post', '/assessments', 400, { asOf: 'today' }],
  ['get', '/about', 200],
  ['get', '/evidence/R-1', 200],
  ['get', '/evidence/R-0', 404],
  ['get', '/health', 200],
  ['get', '/health/ready', 200],
  ['get', '/health/live', 200],
  ['get', '/metrics', 200],
  ['get', '/openapi.json', 200],
  ['get', '/docs', 200],
  ['get', '/docs/start.js', 200],
  ['get', '/docs/swagger-ui.css', 200],
  ['get', '/docs/none', 404],
  ['get', '/', 200],
];

// four columns always: Jest takes a missing one for a test that calls back
const rows = TOUR.map(([method, path, status, body]) => [method, path, status, body ?? null] as const);

it.each(rows)('%s %s answers %s as described', async (method, path, status, body) => {
  const call = method === 'get' ? request(front).get(path) : request(front).post(path);
  const answer = await (body === null ? call : call.set('Content-Type', 'application/json').send(JSON.stringify(body)));
  expect([answer.status, answer.status === 599 ? answer.text : '']).toEqual([status, '']);
});

it('finds an answer that is not as described', async () => {
  const broken = structuredClone(document) as unknown as { components: { schemas: { Alive: { required: string[] } } } };
  broken.components.schemas.Alive.required.push('pulse');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await request(validated(broken as never, address)).get('/health/live');
  expect([answer.status, answer.text]).toEqual([599, expect.stringContaining('pulse')]);
});

it('names every address of the service and no other', () => {
  interface Layer {
    readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  }
  const { stack } = world.app.router as unknown as { readonly stack: readonly Layer[] };
  // a route for every method is how the others are refused
  const served = stack.flatMap(({ route }) =>
    route && Object.keys(route.methods).length === 1
      ? Object.keys(route.methods).map((method) => `${method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`)
      : [],
  );
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect([...new Set(described)].toSorted()).toEqual([...new Set(served)].toSorted());
});

it('is OpenAPI 3.1 and asks for a token only where one is asked for', async () => {
  expect(document.openapi).toBe('3.1.0');
  const guarded = fakeWorld(undefined, { openApi: { ...openApi, guards: new Set(['token']) } });
  const answer = await request(guarded.app).get('/openapi.json').expect(200);
  const { paths } = answer.body as typeof document;
  expect(paths['/cds-services/{id}']).toMatchObject({ post: { security: [{ client: [] }], responses: { 401: {} } } });
  expect(paths['/cds-services']).not.toHaveProperty('get.security');
  expect(document.paths['/cds-services/{id}']).not.toHaveProperty('post.security');
});

it('has a page to read that runs nothing inline', async () => {
  const { text, headers } = await request(world.app).get('/docs').expect(200);
  expect(headers['content-security-policy']).toMatch(/script-src 'self'(?:;|$)/);
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(text).not.toMatch(/<script(?![^>]* src=)|<style| on\w+=| style=|https?:/);
  for (const [, file] of text.matchAll(/(?:src|href)="(docs\/[^"]+|openapi\.json)"/g)) {
    await request(world.app)
      .get(`/${String(file)}`)
      .expect(200);
  }
});
