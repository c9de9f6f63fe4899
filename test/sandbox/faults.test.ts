/**
 * Servers that are slow, dead, lying or forbidding: the answer comes all the same, says what was not looked at, and never
 * takes a failure for "nothing found" (CH-058, CH-059, CH-064, CH-075 … CH-077, CH-085).
 */
import { request as httpRequest } from 'node:http';
import { TYPE_OF_LOOKUP } from '../../src/core/record/record.js';
import type { Fault } from './faults.js';
import { fillPrefetch } from './fill-prefetch.js';
import { story } from './fixtures.js';
import type { HookCall } from './fixtures.js';
import type { Json } from './repository.js';
import { TOKEN, startSandbox } from './server.js';
import type { Sandbox } from './server.js';
import { access, startService } from './service.js';
import type { Fired, RunningService, ServiceOptions } from './service.js';

let sandbox: Sandbox;
let elsewhere: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  elsewhere = await startSandbox();
}, 60_000);
beforeEach(() => {
  sandbox.seen.length = 0;
  sandbox.fault = undefined;
});
afterAll(async () => {
  await sandbox.close();
  await elsewhere.close();
});

const running: RunningService[] = [];
afterEach(async () => {
  for (const service of running.splice(0)) await service.close();
});

async function start(options: ServiceOptions = {}): Promise<RunningService> {
  const service = await startService(options);
  running.push(service);
  return service;
}

/** An order of rituximab for someone in whom everything is on file and clear: silence, as long as all can be read. */
const CLEAR = story('order-all-clear');
const SIGN = CLEAR.calls[1] as HookCall;
const SAFETY_KEYS = ['safetyLabs', 'medicationRequests', 'immunizations', 'allergies', 'procedures', 'encounters'];

/** Fires with the gate prefetched and all else to be fetched from a server with this fault. */
async function signWith(
  fault: ((type: string) => Fault | undefined) | undefined,
  options: ServiceOptions = {},
  authorization: (base: string) => Json = access,
): Promise<Fired & { readonly log: string }> {
  const service = await start(options);
  const base = await sandbox.add('clear', CLEAR.resources);
  const { patient, conditions } = await fillPrefetch(base, service.templates[SIGN.service] ?? {});
  sandbox.seen.length = 0;
  if (fault) sandbox.fault = ({ type }) => fault(type);
  const fired = await service.fire(SIGN, CLEAR.asOf, { prefetch: { patient, conditions }, ...authorization(base) });
  return { ...fired, log: service.log() };
}

const everywhere = (fault: Fault) => (): Fault => fault;

/** What must hold whenever nothing could be read. */
function expectNothingRead({ status, cards, text, log }: Fired & { readonly log: string }): void {
  expect(status).toBe(200);
  expect(cards.map(({ source }) => source.topic.code)).toContain('order-prerequisites');
  for (const { detail } of cards) {
    const line = /^- Not looked at: (.*)$/m.exec(detail)?.[1] ?? '';
    for (const key of SAFETY_KEYS) expect(line).toContain(`(${key})`);
    expect(line).not.toContain('(conditions)');
    // no screening or count may read as clear
    expect(detail).not.toMatch(/\| met; .*(?:hepatitis B|neutrophil|IgG|tuberculosis)/i);
  }
  expect(text).not.toContain(TOKEN);
  expect(log).not.toContain(TOKEN);
}

it('the sound server answers, and the order passes in silence', async () => {
  expect(await signWith(undefined)).toMatchObject({ status: 200, cards: [] });
});

describe('a server that', () => {
  it.each<[string, Fault, string]>([
    ['fails', { kind: 'status', status: 500 }, 'server-error'],
    ['is too busy and does not say for how long', { kind: 'status', status: 429 }, 'busy'],
    ['asks for more time than there is', { kind: 'status', status: 503, retryAfter: '120' }, 'busy'],
    ['forbids', { kind: 'status', status: 403 }, 'refused'],
    ['no longer knows the token', { kind: 'status', status: 401 }, 'refused'],
    ['shows a page to log in', { kind: 'html' }, 'unusable'],
    ['answers with an OperationOutcome', { kind: 'outcome' }, 'outcome'],
    ['breaks off', { kind: 'truncated' }, 'unusable'],
  ])('%s is said to have not been looked at', async (_what, fault, failure) => {
    const answer = await signWith(everywhere(fault));
    expectNothingRead(answer);
    expect(answer.log).toContain(`"safetyLabs":"${failure}"`);
  });

  it('never answers is given up within the budget', async () => {
    const answer = await signWith(everywhere({ kind: 'stall' }), { budget: 300 });
    expectNothingRead(answer);
    expect(answer.log).toContain('"safetyLabs":"time-out"');
  });

  it('is slow at one thing costs only that', async () => {
    const stalled = (type: string): Fault | undefined => (type === 'Immunization' ? { kind: 'stall' } : undefined);
    const answer = await signWith(stalled, { call: 500 });
    expect(answer.status).toBe(200);
    expect(answer.log).toContain('"notFetched":{"immunizations":"time-out"}');
    for (const { detail } of answer.cards) expect(detail).toContain('- Not looked at: immunisations (immunizations)');
  });

  it('is busy for a moment is asked again', async () => {
    const asked = new Map<string, number>();
    const answer = await signWith((type) => {
      asked.set(type, (asked.get(type) ?? 0) + 1);
      return asked.get(type) === 1 ? { kind: 'status', status: 429, retryAfter: '0' } : undefined;
    });
    expect(answer).toMatchObject({ status: 200, cards: [] });
  });

  it('redirects is not followed, and nobody else sees the token', async () => {
    elsewhere.seen.length = 0;
    const answer = await signWith(everywhere({ kind: 'redirect', to: `${elsewhere.origin}/clear/Observation` }));
    expectNothingRead(answer);
    expect(elsewhere.seen).toEqual([]);
  });

  it('names a next page elsewhere has been looked at in part, and nobody else sees the token', async () => {
    elsewhere.seen.length = 0;
    const answer = await signWith(everywhere({ kind: 'next-page-at', url: `${elsewhere.origin}/clear/x?page=2` }));
    expect(answer.status).toBe(200);
    expect(elsewhere.seen).toEqual([]);
    expect(answer.log).toContain('"safetyLabs":"foreign-page"');
    expect(answer.cards[0]?.detail).toMatch(/^- Looked at in part: .*\(safetyLabs\)/m);
    expect(answer.text).not.toContain(TOKEN);
  });

  it("answers with somebody else's data has said nothing of this patient (CH-065)", async () => {
    const answer = await signWith(everywhere({ kind: 'foreign-patient' }));
    expect(answer.status).toBe(200);
    const [card] = answer.cards;
    expect(card?.source.topic.code).toBe('order-prerequisites');
    expect(card?.detail).toContain('about another patient');
  });
});

describe('a token that', () => {
  it('covers some types reads those, and the others are said to be missing (CH-073)', async () => {
    const scope = 'user/MedicationRequest.rs patient/Observation.read launch openid';
    const answer = await signWith(undefined, {}, (base) => access(base, scope));
    expect(new Set(sandbox.seen.map(({ type }) => type))).toEqual(new Set(['MedicationRequest', 'Observation']));
    expect(answer.log).toContain('"immunizations":"out-of-scope"');
    expect(answer.cards[0]?.detail).toMatch(/Not looked at: .*\(immunizations\)/);
  });

  it('is for no patient in particular is used, and the log says so (CH-074, CH-078)', async () => {
    const client = { subject: 'another-id' };
    const answer = await signWith(undefined, { client }, (base) => access(base, 'patient/*.rs'));
    expect(answer).toMatchObject({ status: 200, cards: [] });
    expect(answer.log).toContain('"remarks":["patient-not-named","other-subject"]');
  });

  it('shows a part is not taken for the whole', async () => {
    const scope = 'user/*.rs?category=x';
    const answer = await signWith(undefined, {}, (base) => access(base, scope));
    expect(answer.cards[0]?.detail).toMatch(/^- Looked at in part: .*\(safetyLabs\)/m);
  });

  it('is out of time is not used (CH-072)', async () => {
    const expired = (base: string): Json => {
      const given = access(base);
      return { ...given, fhirAuthorization: { ...(given['fhirAuthorization'] as Json), expires_in: 0 } };
    };
    expectNothingRead(await signWith(undefined, {}, expired));
    expect(sandbox.seen).toEqual([]);
  });

  it('is wrong is refused by the server', async () => {
    expectNothingRead(await signWith(undefined, {}, (base) => access(base, 'user/*.read', 'another')));
  });
});

it('a server that is not on the list is not called (CH-076)', async () => {
  expectNothingRead(await signWith(undefined, { client: { fhirServers: [`${sandbox.origin}/another`] } }));
  expect(sandbox.seen).toEqual([]);
});

describe('what the service cannot do without (CH-058)', () => {
  async function review(fault: Fault | undefined, more: (base: string) => Json, options: ServiceOptions = {}) {
    const service = await start(options);
    const told = story('refractory-supported');
    const base = await sandbox.add('supported', told.resources);
    if (fault) sandbox.fault = () => fault;
    return service.fire(told.calls[0] as HookCall, told.asOf, more(base));
  }

  it.each<[string, Fault | undefined, (base: string) => Json]>([
    ['no server', undefined, () => ({})],
    ['a server without a token', undefined, (base) => ({ fhirServer: base })],
    ['a server that forbids', { kind: 'status', status: 403 }, access],
    ['a server that has nothing', { kind: 'status', status: 404 }, access],
    ['a server that fails', { kind: 'status', status: 500 }, access],
    ['a server that lies', { kind: 'foreign-patient' }, access],
    ['a server that shows a page', { kind: 'html' }, access],
    ['a server that is not there', undefined, () => access('http://127.0.0.1:9/fhir')],
  ])('%s: 412 with an OperationOutcome', async (_what, fault, more) => {
    const { status, text } = await review(fault, more);
    expect(status).toBe(412);
    expect(JSON.parse(text)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ details: { coding: [{ code: 'missing-prefetch' }] } }],
    });
    expect(text).not.toContain(TOKEN);
  });

  it('a server that stalls: 412 within the budget', async () => {
    expect((await review({ kind: 'stall' }, access, { budget: 200 })).status).toBe(412);
  });

  it('orders that could not be read may be what makes a visit one for rituximab: no silence', async () => {
    const service = await start();
    const told = story('infusion-fever');
    const base = await sandbox.add('infusion', told.resources);
    sandbox.fault = ({ type }) => (type.startsWith('Medication') ? { kind: 'status', status: 500 } : undefined);
    const fired = await service.fire(told.calls[1] as HookCall, told.asOf, access(base));
    expect(fired.status).toBe(412);
    expect(fired.text).toContain('Missing: medicationRequests.');
  });
});

it.each(Object.keys(TYPE_OF_LOOKUP).filter((key) => key !== 'patient' && key !== 'conditions'))(
  'the review without %s says so and stays unknown where it hung on it',
  async (key) => {
    const service = await start();
    const told = story('refractory-supported');
    const base = await sandbox.add('one-missing', told.resources);
    const { [key]: _left, ...prefetch } = await fillPrefetch(
      base,
      service.templates['myositis-rituximab-review'] ?? {},
    );
    expect(_left).toBeDefined();
    sandbox.fault = () => ({ kind: 'status', status: 500 });
    const fired = await service.fire(told.calls[0] as HookCall, told.asOf, { prefetch, ...access(base) });
    expect(fired.status).toBe(200);
    expect(fired.cards.length).toBeGreaterThan(0);
    for (const { detail } of fired.cards) expect(detail).toMatch(new RegExp(`^- Not looked at: .*\\(${key}\\)`, 'm'));
  },
);

it('a client that goes away ends the fetching (CH-077)', async () => {
  const service = await start();
  const told = story('refractory-supported');
  const base = await sandbox.add('leaving', told.resources);
  let calls = 0;
  const stalled = new Promise<void>((resolve) => {
    sandbox.fault = () => {
      calls += 1;
      if (calls === 2) resolve();
      return { kind: 'stall' };
    };
  });
  const { service: id, hook, context } = told.calls[0] as HookCall;
  const client = httpRequest(`${service.address}/cds-services/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'evaluation-date': told.asOf },
  });
  client.on('error', () => undefined);
  client.end(JSON.stringify({ hook, hookInstance: 'x', context, ...access(base) }));
  await stalled;
  client.destroy();
  for (let turn = 0; turn < 500 && !service.log().includes('"aborted":true'); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(service.log()).toContain('"aborted":true');
  // had it waited for the budget of a minute, the second wave would follow
  expect(calls).toBe(2);
});
