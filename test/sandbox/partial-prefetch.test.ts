/** A prefetch that lacks something is completed from the server: key by key, page by page (CH-042, CH-057 … CH-064). */
import { LOOKUPS } from '../../src/core/record/record.js';
import { fillPrefetch } from './fill-prefetch.js';
import { story } from './fixtures.js';
import type { HookCall, Story } from './fixtures.js';
import type { Json } from './repository.js';
import { TOKEN, startSandbox } from './server.js';
import type { Sandbox } from './server.js';
import { access, comparable, startService } from './service.js';
import type { RunningService, ShownCard } from './service.js';

let sandbox: Sandbox;
let service: RunningService;
beforeAll(async () => {
  sandbox = await startSandbox({ pageSize: 5 });
  service = await startService();
}, 60_000);
beforeEach(() => {
  sandbox.seen.length = 0;
});
afterAll(async () => {
  await service.close();
  await sandbox.close();
});

interface Prepared {
  readonly told: Story;
  readonly call: HookCall;
  readonly base: string;
  readonly prefetch: Json;
  /** Cards of the whole prefetch. */
  readonly cards: readonly ShownCard[];
}

/** The story's own hook where it has one, else the review. */
async function prepare(name: string): Promise<Prepared> {
  const told = story(name);
  const call = told.calls.at(-1);
  if (!call) throw new Error('no call');
  const base = await sandbox.add(name, told.resources);
  const prefetch = await fillPrefetch(base, service.templates[call.service] ?? {});
  const { cards } = await service.fire(call, told.asOf, { prefetch });
  sandbox.seen.length = 0;
  return { told, call, base, prefetch, cards };
}

const without = (prefetch: Json, key: string): Json =>
  Object.fromEntries(Object.entries(prefetch).filter(([name]) => name !== key));

const types = (): readonly string[] => sandbox.seen.map(({ type }) => type);

describe.each([
  'refractory-supported',
  'follow-up-responder-steroid-stopped',
  'order-hbsag-positive',
  'infusion-fever',
])('%s', (name) => {
  it.each(LOOKUPS)('CH-042 CH-057 without %s shows the same cards, and asks for nothing else', async (key) => {
    const { told, call, base, prefetch, cards } = await prepare(name);
    const fired = await service.fire(call, told.asOf, { prefetch: without(prefetch, key), ...access(base) });
    expect(fired.status).toBe(200);
    expect(comparable(fired.cards)).toEqual(comparable(cards));
    expect(fired.cards.length).toBeGreaterThan(0);
    expect(new Set(types()).size).toBe(1);
  });
});

describe('what a client may send for a key', () => {
  const LATER = [
    ['a string', '<html>Log in</html>'],
    ['another type', { resourceType: 'Patient', id: 'p1' }],
    ['null, where an EHR may mean that it cannot', null],
  ] as const;

  it.each(LATER)('CH-060 CH-064 %s: is asked for', async (_what, value) => {
    const { told, call, base, prefetch, cards } = await prepare('order-hbsag-positive');
    const fired = await service.fire(call, told.asOf, {
      prefetch: { ...prefetch, safetyLabs: value },
      ...access(base),
    });
    expect(comparable(fired.cards)).toEqual(comparable(cards));
    expect(types()).toContain('Observation');
  });

  it.each([
    ['null, where nothing hangs on it', null],
    ['an empty Bundle', { resourceType: 'Bundle', type: 'searchset' }],
    ['an OperationOutcome', { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'security' }] }],
  ])('CH-059 CH-060 %s: is not asked for', async (_what, value) => {
    const { told, call, base, prefetch } = await prepare('refractory-supported');
    const fired = await service.fire(call, told.asOf, { prefetch: { ...prefetch, labsCore: value }, ...access(base) });
    expect(fired.status).toBe(200);
    expect(sandbox.seen).toEqual([]);
  });

  it('its first page: the others are read (CH-061)', async () => {
    const { told, call, base, prefetch, cards } = await prepare('follow-up-responder-steroid-stopped');
    const template = service.templates[call.service]?.['scores'] ?? '';
    const path = template.replace('{{context.patientId}}', 'p1').replace('_count=200', '_count=2');
    const response = await fetch(`${base}/${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
    const first = (await response.json()) as Json;
    expect(first['link']).toContainEqual(expect.objectContaining({ relation: 'next' }));
    const cut = { ...prefetch, scores: first };
    const fired = await service.fire(call, told.asOf, { prefetch: cut, ...access(base) });
    expect(comparable(fired.cards)).toEqual(comparable(cards));
    const alone = await service.fire(call, told.asOf, { prefetch: cut });
    expect(alone.cards[0]?.detail).toMatch(/Looked at in part: .*\(scores\)/);
  });
});

describe('the gate', () => {
  it('is asked first: of a patient without myositis nothing else is read', async () => {
    const { told, call, base } = await prepare('hypertension-only');
    const fired = await service.fire(call, told.asOf, access(base));
    expect(fired).toMatchObject({ status: 200, cards: [] });
    expect(types().toSorted()).toEqual(['Condition', 'Patient']);
  });

  it('is closed by a prefetch that shows no myositis: nothing at all is read', async () => {
    const { told, call, base, prefetch } = await prepare('hypertension-only');
    const { patient, conditions } = prefetch;
    const fired = await service.fire(call, told.asOf, { prefetch: { patient, conditions }, ...access(base) });
    expect(fired).toMatchObject({ status: 200, cards: [] });
    expect(sandbox.seen).toEqual([]);
  });

  it('is asked in one round trip, the rest in another', async () => {
    const { told, call, base, cards } = await prepare('refractory-supported');
    let together = 0;
    let most = 0;
    const waves: string[][] = [];
    sandbox.fault = ({ type }) => {
      if (together === 0) waves.push([]);
      together += 1;
      most = Math.max(most, together);
      waves.at(-1)?.push(type);
      setTimeout(() => (together -= 1), 100);
      return { kind: 'delay', milliseconds: 100 };
    };
    const { cards: fetched } = await service.fire(call, told.asOf, access(base));
    sandbox.fault = undefined;
    expect(comparable(fetched)).toEqual(comparable(cards));
    expect(waves[0]?.toSorted()).toEqual(['Condition', 'Patient']);
    expect(most).toBeGreaterThan(5);
  });

  it('of an order is what is ordered: for another drug nothing is read', async () => {
    const told = story('order-of-something-else');
    const base = await sandbox.add(told.name, told.resources);
    const fired = await service.fire(told.calls[1] as HookCall, told.asOf, access(base));
    expect(fired).toMatchObject({ status: 200, cards: [] });
    expect(sandbox.seen).toEqual([]);
  });

  it('of an infusion for whoever gets rituximab is the visit', async () => {
    const everyone = await startService({ scope: 'all-rituximab' });
    const told = story('infusion-visit-for-something-else');
    const base = await sandbox.add(told.name, told.resources);
    expect(await everyone.fire(told.calls[1] as HookCall, told.asOf, access(base))).toMatchObject({ cards: [] });
    expect(new Set(types())).toEqual(
      new Set(['Patient', 'Condition', 'MedicationAdministration', 'MedicationRequest', 'Encounter']),
    );
    const visit = story('infusion-fever');
    const other = await sandbox.add(visit.name, visit.resources);
    const fired = await everyone.fire(visit.calls[1] as HookCall, visit.asOf, access(other));
    expect(fired.cards.length).toBeGreaterThan(0);
    expect(types()).toContain('Observation');
    await everyone.close();
  });

  it('is all that discovery asks for in the profile `gate`', async () => {
    const lean = await startService({ profile: 'gate' });
    const response = await fetch(`${lean.address}/cds-services`);
    const { services } = (await response.json()) as { services: { id: string; prefetch: Json }[] };
    expect(Object.fromEntries(services.map(({ id, prefetch }) => [id, Object.keys(prefetch)]))).toEqual({
      'myositis-rituximab-review': ['patient', 'conditions', 'medicationAdministrations'],
      'rituximab-order-select': ['patient', 'conditions', 'medicationAdministrations'],
      'rituximab-order-sign': ['patient', 'conditions', 'medicationAdministrations'],
      'rituximab-infusion-check': [
        'patient',
        'conditions',
        'medicationRequests',
        'medicationAdministrations',
        'encounters',
      ],
    });
    await lean.close();
  });
});

describe('Medications that orders refer to', () => {
  const NAMELESS = { reference: 'Medication/m1' };
  const rituximab = (id: string): Json => ({
    resourceType: 'Medication',
    id,
    code: { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '121191' }] },
  });
  const drafted = (): HookCall => ({
    service: 'rituximab-order-sign',
    hook: 'order-sign',
    context: {
      userId: 'Practitioner/1',
      patientId: 'p1',
      draftOrders: {
        resourceType: 'Bundle',
        entry: [
          {
            resource: {
              resourceType: 'MedicationRequest',
              id: 'draft-1',
              status: 'draft',
              intent: 'order',
              subject: { reference: 'Patient/p1' },
              medicationReference: NAMELESS,
            },
          },
        ],
      },
    },
  });

  it('are read for a draft too: what is ordered decides', async () => {
    const told = story('order-hbsag-positive');
    const base = await sandbox.add('drafted', [...told.resources, rituximab('m1')]);
    const fired = await service.fire(drafted(), told.asOf, access(base));
    expect(fired.cards.map(({ source }) => source.topic.code)).toContain('order-contraindicated');
    expect(sandbox.seen.map(({ path }) => path)).toContain('Medication?_id=m1&_count=1');
  });

  it('of another drug end the matter', async () => {
    const told = story('order-hbsag-positive');
    const other = { ...rituximab('m1'), code: { text: 'Paracetamol 500 mg' } };
    const base = await sandbox.add('drafted-other', [...told.resources, other]);
    expect(await service.fire(drafted(), told.asOf, access(base))).toMatchObject({ status: 200, cards: [] });
    expect(new Set(types())).toEqual(new Set(['Medication', 'Condition', 'Patient']));
  });

  it('are read one by one where a vendor wants it so', async () => {
    const careful = await startService({ client: { vendor: 'epic' } });
    const told = story('order-hbsag-positive');
    const base = await sandbox.add('drafted-epic', [...told.resources, rituximab('m1')]);
    const fired = await careful.fire(drafted(), told.asOf, access(base));
    expect(fired.cards.map(({ source }) => source.topic.code)).toContain('order-contraindicated');
    expect(sandbox.seen.map(({ path }) => path)).toContain('Medication/m1');
    expect(types()).not.toContain('MedicationStatement');
    await careful.close();
  });
});
