/**
 * The checks of the public CRD test kit (Inferno, `crd_server`) as far as they bind a service that is no payer's: its requests
 * as its presets shape them, and what it demands of discovery, answer and card. 5 to 7 judge the tester's own request, 15 to 18
 * ask for coverage information and need an agreement as payer; 1 is the proxy's.
 */
import { randomUUID } from 'node:crypto';
import { story } from '../sandbox/fixtures.js';
import { startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { INFUSION, SELECT, SIGN, answersOf, ask, fixture, inContext, post } from './client.js';
import type { Answer, Json } from './client.js';

let service: RunningService;
beforeAll(async () => {
  service = await startService({ client: { fhirServers: [] } });
});
afterAll(() => service.close());

/** Neither Accept nor a header of ours; ids as its presets have them. */
const preset = (hook: string, context: Json, prefetch: unknown): Json => ({
  hook,
  hookInstance: '4f1b8a2c-9d3e-f5a6-07b8-c9d0e1f2a3b4',
  fhirServer: 'https://inferno.healthit.gov/reference-server/r4',
  fhirAuthorization: {
    access_token: 'SAMPLE_TOKEN',
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'user/Patient.read user/Observation.read',
    subject: 'cds-service4',
  },
  context: { userId: 'Practitioner/pra1234', patientId: 'p1', encounterId: 'enc89284', ...context },
  prefetch,
  extension: { 'davinci-crd.configuration': { 'max-cards': 10 } },
});

const sign = fixture('order-sign-hbsag-positive');
const { draftOrders } = sign['context'] as Json;
const prefetch = sign['prefetch'];
const requests: readonly (readonly [string, string, Json])[] = [
  ['order-sign', SIGN, preset('order-sign', { draftOrders }, prefetch)],
  [
    'order-select',
    SELECT,
    preset('order-select', { draftOrders, selections: ['MedicationRequest/draft-1'] }, prefetch),
  ],
  ['encounter-start', INFUSION, preset('encounter-start', {}, prefetch)],
];
const fire = (path: string, body: Json): Promise<Answer> => post(service.address, path, body);
const cardsOf = ({ body }: Answer): readonly Json[] => body['cards'] as Json[];

it('check 2, CH-011: discovery is 200 and JSON', async () => {
  const { status, headers } = await ask(service.address, '/cds-services', { headers: { accept: 'application/json' } });
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
});

it('check 3, CH-012: discovery lists services with hook, id and description as text', async () => {
  const { body } = await ask(service.address, '/cds-services');
  for (const entry of body['services'] as Json[])
    for (const member of ['hook', 'id', 'description']) expect(typeof entry[member]).toBe('string');
});

it.each(requests)(
  'check 4, CH-010 CH-048 CH-056: %s is answered with 200 and JSON, and again',
  async (_hook, path, body) => {
    for (let time = 0; time < 2; time += 1) expect((await fire(path, body)).status).toBe(200);
  },
);

it.each(requests)(
  'check 8, CH-080: %s brings a list of cards, and system actions only if there are any',
  async (_hook, path, body) => {
    const answer = await fire(path, body);
    expect(Array.isArray(answer.body['cards'])).toBe(true);
    // the kit wants `systemActions` here even if empty; the specification forbids the empty list (CH-004), and wins
    expect(answer.body).not.toHaveProperty('systemActions');
  },
);

it.each(requests)(
  'check 9, CH-088 CH-091 CH-092 CH-097: each card of %s has what is required',
  async (_hook, path, body) => {
    for (const card of cardsOf(await fire(path, body))) {
      expect(card).toMatchObject({
        summary: expect.stringMatching(/^.{1,139}$/),
        indicator: expect.stringMatching(/^(?:info|warning|critical)$/),
        source: {
          label: expect.stringMatching(/./),
          topic: { code: expect.stringMatching(/./), system: expect.stringMatching(/./) },
        },
      });
    }
  },
);

it('check 10, CH-106: actions have type, description and a resource that is one', async () => {
  const actions = (await everyCard())
    .flatMap((card) => (card['suggestions'] ?? []) as { actions: Json[] }[])
    .flatMap((suggestion) => suggestion.actions);
  for (const action of actions)
    expect(action).toMatchObject({
      type: 'create',
      description: expect.stringMatching(/./),
      resource: { resourceType: 'ServiceRequest' },
    });
});

it('check 11, CH-087 CH-098 CH-111 CH-113: what is optional is right where it is there', async () => {
  for (const card of await everyCard()) {
    expect(card['uuid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(card['detail']).toMatch(/./);
    if (card['suggestions'] !== undefined) expect(card['selectionBehavior']).toMatch(/^(?:any|at-most-one)$/);
    for (const reason of (card['overrideReasons'] ?? []) as Json[])
      for (const member of ['code', 'system', 'display']) expect(reason[member]).toMatch(/./);
    for (const link of (card['links'] ?? []) as Json[]) expect(link['url']).toMatch(/^https?:/);
  }
});

it('check 14: there is a card that only instructs', async () => {
  const answers = await answersOf(service, story('order-dose-fits-no-schedule'));
  const instructions = answers
    .flatMap(cardsOf)
    .filter((card) => card['links'] === undefined && card['suggestions'] === undefined);
  expect(instructions.length).toBeGreaterThan(0);
});

async function everyCard(): Promise<readonly Json[]> {
  const answers = await Promise.all(
    requests.map(([, path, body]) => fire(path, inContext({ ...body, hookInstance: randomUUID() }, {}))),
  );
  return answers.flatMap(cardsOf);
}
