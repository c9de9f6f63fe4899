/**
 * A FHIR server that answers with anything: what is fetched is no more to be trusted than what is sent. Whatever it says, there
 * is an answer that obeys CDS Hooks, or 412; and silence is only for what was looked at.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { REVIEW, SIGN, fixture } from '../conformance/client.js';
import type { Json } from '../conformance/client.js';
import { story } from '../sandbox/fixtures.js';
import { access, startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { complaint, connection } from './connection.js';
import type { Connection } from './connection.js';
import { mutated } from './mutate.js';
import { randomOf } from './random.js';

const SEED = 412;
const CALLS = 400;
const AT_ONCE = 4;
const TOKEN = 'token-of-the-hostile-server';
const JSON_TYPE = { 'content-type': 'application/json', 'evaluation-date': '2026-03-01' };

const followed = story('follow-up-responder-steroid-stopped');
const textSeed = (text: string): number => [...Buffer.from(text)].reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7);

let origin: string;
let server: Server;
let service: RunningService;
let open: Connection;
/** What the server does in the tests that ask for one thing only. */
let behave: ((req: IncomingMessage, res: ServerResponse) => void) | undefined;

function searchset(type: string): Json {
  const entry = followed.resources.filter((one) => one['resourceType'] === type).map((resource) => ({ resource }));
  return { resourceType: 'Bundle', type: 'searchset', entry };
}

/** `/{number}/Type…`: the same number is answered in the same way in every run, whatever comes first. */
function anything(req: IncomingMessage, res: ServerResponse): void {
  const url = req.url ?? '';
  const [, number = '0', type = ''] = /^\/(\d+)\/([A-Za-z]+)/.exec(url) ?? [];
  const random = randomOf(SEED + Number(number) * 7919 + textSeed(url.replace(/^\/\d+/, '')));
  const sound = url.includes('?') ? searchset(type) : followed.resources.find((one) => one['resourceType'] === type);
  const text = mutated(sound ?? { resourceType: 'OperationOutcome', issue: [] }, random);
  const next = `http://${req.headers.host ?? ''}/${number}/${type}?${random.one(['patient=p1', 'page=2', '', '&&&', '%zz'])}`;
  switch (random.below(12)) {
    case 0:
      res
        .writeHead(random.one([204, 301, 400, 401, 403, 404, 410, 429, 500, 503]), {
          location: next,
          'retry-after': 'never',
        })
        .end();
      return;
    case 1:
      res.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
      return;
    case 2:
      res.writeHead(200, {
        'content-type': 'application/fhir+json',
        'content-encoding': random.one(['gzip', 'br', 'x']),
      });
      res.end(random.chance(50) ? gzipSync(text) : text);
      return;
    case 3:
      res.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': text.length + 100 });
      res.write(text);
      res.destroy();
      return;
    case 4:
      res.destroy();
      return;
    case 5:
      res.writeHead(200, { 'content-type': 'application/fhir+json' });
      res.end(JSON.stringify({ ...searchset(type), link: [{ relation: 'next', url: next }] }));
      return;
    case 6:
      res
        .writeHead(200, { 'content-type': 'application/fhir+json', 'x-long': 'x'.repeat(random.one([10, 20_000])) })
        .end(text);
      return;
    default:
      res.writeHead(200, { 'content-type': 'application/fhir+json' }).end(text);
  }
}

beforeAll(async () => {
  server = createServer((req, res) => {
    (behave ?? anything)(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  service = await startService({ budget: 3000, call: 2000 });
  open = connection(service.address, AT_ONCE);
});
afterAll(async () => {
  open.close();
  await service.close();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

const sign = fixture('order-sign-hbsag-positive');
const [reviewCall] = followed.calls;
const bodies: readonly (readonly [string, Json])[] = [
  [REVIEW, { hook: 'patient-view', hookInstance: 'x', context: reviewCall?.context }],
  [SIGN, { hook: 'order-sign', hookInstance: 'x', context: sign['context'] }],
];

it(`CH-077 ${CALLS} calls whose data come from a server that answers with anything`, async () => {
  const statuses: number[] = [];
  for (let from = 0; from < CALLS; from += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, index) => {
        const number = from + index;
        const [path, body] = randomOf(number).one(bodies);
        const text = JSON.stringify({ ...body, ...access(`${origin}/${number}`, 'user/*.read', TOKEN) });
        const got = await open.post(path, { headers: JSON_TYPE, body: Buffer.from(text) });
        statuses.push(got.status);
        const wrong = complaint(path, got);
        if (wrong !== undefined) throw new Error(`call ${number} to ${path} ${wrong}`);
        expect(got.text).not.toContain(TOKEN);
      }),
    );
  }
  expect(new Set(statuses)).toEqual(new Set([200, 412]));
  expect(service.log()).not.toContain(TOKEN);
  expect(
    service
      .log()
      .split('\n')
      .filter((line) => line.includes('request failed')),
  ).toEqual([]);
}, 300_000);

describe('a server that', () => {
  afterEach(() => {
    behave = undefined;
  });
  const ask = (number: number) =>
    open.post(REVIEW, {
      headers: JSON_TYPE,
      body: Buffer.from(JSON.stringify({ ...bodies[0]?.[1], ...access(`${origin}/${number}`, 'user/*.read', TOKEN) })),
    });
  const fhir = { 'content-type': 'application/fhir+json' };

  it.each<[string, (type: string) => string]>([
    [
      'nests a hundred thousand deep',
      () => `{"resourceType":"Bundle","entry":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ],
    [
      'puts Bundle into Bundle ten thousand times',
      () => `${'{"resourceType":"Bundle","entry":[{"resource":'.repeat(10_000)}null${'}]}'.repeat(10_000)}`,
    ],
    [
      'fills one page with three hundred thousand entries',
      () => `{"resourceType":"Bundle","type":"searchset","entry":[${'{},'.repeat(300_000)}{}]}`,
    ],
    [
      'names the prototype',
      () => '{"__proto__":{"polluted":true},"resourceType":"Bundle","constructor":{"prototype":{"polluted":true}}}',
    ],
  ])('%s gets no answer out of us that claims to know', async (_name, text) => {
    behave = (req, res) => {
      // the patient is sound, so that it is the rest which is tried
      const isPatient = /\/Patient\//.test(req.url ?? '');
      res
        .writeHead(200, fhir)
        .end(
          isPatient ? JSON.stringify(followed.resources.find((one) => one['resourceType'] === 'Patient')) : text('x'),
        );
    };
    const got = await ask(1);
    expect(complaint(REVIEW, got)).toBeUndefined();
    expect([200, 412]).toContain(got.status);
    expect({}).not.toHaveProperty('polluted');
  });

  it('sends without end is not read to the end', async () => {
    behave = (_req, res) => {
      res.writeHead(200, fhir);
      const more = (): void => {
        while (!res.destroyed && res.write(' '.repeat(65_536)));
        if (!res.destroyed) res.once('drain', more);
      };
      more();
    };
    expect((await ask(2)).status).toBe(412);
  });

  it('never answers is given up', async () => {
    behave = () => undefined;
    expect((await ask(3)).status).toBe(412);
  });
});
