/**
 * Thousands of bodies, each a valid one with something wrong, at every address that reads one. Whatever comes: an answer, in
 * JSON, that is no failure of ours, obeys CDS Hooks where it has cards, and repeats nothing where it has none.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { INFUSION, REVIEW, SELECT, SIGN, fixture, inContext } from '../conformance/client.js';
import type { Json } from '../conformance/client.js';
import { prefetchOf } from '../hooks.js';
import { story } from '../sandbox/fixtures.js';
import { startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { mutated } from './mutate.js';
import { complaint, connection } from './connection.js';
import type { Connection } from './connection.js';
import { sent } from './odd-headers.js';
import { SENTINEL } from './odd-values.js';
import { randomOf } from './random.js';

const SEED = 20_260_301;
const REQUESTS_PER_ADDRESS = 850;
const AT_ONCE = 8;
/** What a leak of one body in ten would leave behind is several times this. */
const GROWTH_MEGABYTES = 48;

const review = fixture('readme-example');
const sign = fixture('order-sign-hbsag-positive');
const followed = story('follow-up-responder-steroid-stopped');
const due = story('infusion-second-one-running');
const bundle = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: followed.resources.map((resource) => ({ resource })),
};
const drafts = (sign['context'] as Json)['draftOrders'];

const SEEDS: readonly (readonly [string, readonly Json[]])[] = [
  [REVIEW, [review, { ...review, context: followed.calls[0]?.context, prefetch: prefetchOf(followed.resources) }]],
  [SIGN, [sign]],
  [SELECT, [inContext({ ...sign, hook: 'order-select' }, { selections: ['MedicationRequest/draft-1'] })]],
  [
    INFUSION,
    [
      {
        ...sign,
        hook: 'encounter-start',
        context: { userId: 'Practitioner/1', patientId: 'p1', encounterId: 'e1' },
        prefetch: prefetchOf(due.resources),
      },
    ],
  ],
  [
    '/assessments',
    [
      { asOf: '2026-03-01', bundle },
      { bundle, draftOrders: drafts },
    ],
  ],
  [
    `${REVIEW}/feedback`,
    [
      {
        feedback: [
          {
            card: '0b6f5a3e-7a53-4f0a-9f0e-8d1f8e9d0001',
            outcome: 'accepted',
            outcomeTimestamp: '2026-03-01T10:00:00Z',
            acceptedSuggestions: [{ id: 'a' }],
          },
          {
            card: '0b6f5a3e-7a53-4f0a-9f0e-8d1f8e9d0002',
            outcome: 'overridden',
            outcomeTimestamp: '2026-03-01T10:00:00.123+01:00',
            overrideReason: {
              reason: { code: 'will-monitor', system: 'https://x.example', display: SENTINEL },
              userComment: SENTINEL,
            },
          },
        ],
      },
    ],
  ],
];

let service: RunningService;
let open: Connection;
beforeAll(async () => {
  service = await startService({ client: { fhirServers: [] } });
  open = connection(service.address, AT_ONCE);
});
afterAll(async () => {
  open.close();
  await service.close();
});

const prototypes = [Object, Array, String, Number, Function, Map, Set, Promise];
const membersOfPrototypes = (): unknown =>
  prototypes.map(({ name, prototype }) => [name, Object.getOwnPropertyNames(prototype).toSorted()]);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
function heapMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

async function round(path: string, seeds: readonly Json[], from: number, count: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let start = from; start < from + count; start += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, from + count - start) }, (_, index) => start + index);
    statuses.push(
      ...(await Promise.all(
        numbers.map(async (number) => {
          const random = randomOf(SEED + number);
          const text = mutated(random.one(seeds), random);
          const got = await open.post(path, sent(text, random));
          let wrong: string | undefined;
          try {
            wrong = complaint(path, got);
          } catch (error) {
            wrong = String(error);
          }
          if (wrong !== undefined) throw new Error(`request ${number} to ${path} ${wrong}: ${text.slice(0, 2000)}`);
          return got.status;
        }),
      )),
    );
  }
  return statuses;
}

describe('bodies with something wrong', () => {
  const before = membersOfPrototypes();

  it.each(SEEDS.map(([path, seeds], index) => [path, seeds, index * 100_000] as const))(
    `CH-046 %s: ${REQUESTS_PER_ADDRESS} of them`,
    async (path, seeds, from) => {
      // what is loaded and optimised at first use is no leak
      const warm = Math.floor(REQUESTS_PER_ADDRESS / 5);
      const first = await round(path, seeds, from, warm);
      const heap = heapMegabytes();
      const rest = await round(path, seeds, from + warm, REQUESTS_PER_ADDRESS - warm);
      expect(heapMegabytes() - heap).toBeLessThan(GROWTH_MEGABYTES);
      const statuses = [...first, ...rest];
      // a fuzzer whose bodies are all refused, or all taken, tries nothing
      for (const status of [200, 400]) expect(statuses.filter((one) => one === status).length).toBeGreaterThan(20);
    },
    120_000,
  );

  it('leave the prototypes of the language as they were', () => {
    expect(membersOfPrototypes()).toEqual(before);
    expect({}).not.toHaveProperty('polluted');
  });

  it('leave the service as it was', async () => {
    const { text } = await open.post(REVIEW, {
      headers: { 'content-type': 'application/json', 'evaluation-date': '2026-03-01' },
      body: Buffer.from(JSON.stringify(review)),
    });
    expect(text).toContain('refractory-supported');
  });

  it('leave nothing of themselves in the log', () => {
    expect(service.log()).not.toContain(SENTINEL);
    expect(
      service
        .log()
        .split('\n')
        .filter((line) => line.includes('request failed')),
    ).toEqual([]);
  });
});
