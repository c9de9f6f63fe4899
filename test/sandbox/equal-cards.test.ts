/** The same hook answered from prefetch and from fetch shows the same cards (CH-042, CH-062). */
import { fillPrefetch } from './fill-prefetch.js';
import { stories } from './fixtures.js';
import { startSandbox } from './server.js';
import type { Sandbox } from './server.js';
import { access, comparable, startService } from './service.js';
import type { RunningService } from './service.js';

let sandbox: Sandbox;
let service: RunningService;
beforeAll(async () => {
  sandbox = await startSandbox({ pageSize: 7 });
  service = await startService();
}, 60_000);
afterAll(async () => {
  await service.close();
  await sandbox.close();
});

describe.each(stories.map((one) => [one.name, one] as const))('%s', (name, { asOf, resources, calls }) => {
  it.each(calls.map((call) => [call.service, call] as const))(
    'CH-042 CH-062 %s: equal cards from prefetch and from fetch',
    async (id, call) => {
      const base = await sandbox.add(name, resources);
      const prefetch = await fillPrefetch(base, service.templates[id] ?? {});
      // no template brings the Medications that orders refer to: those the service reads, with prefetch as without
      const hasMedications = resources.some((one) => one['resourceType'] === 'Medication');
      const sent = await service.fire(call, asOf, { prefetch, ...(hasMedications ? access(base) : {}) });
      const fetched = await service.fire(call, asOf, access(base));
      expect([sent.status, fetched.status]).toEqual([200, 200]);
      expect(comparable(fetched.cards)).toEqual(comparable(sent.cards));
    },
    60_000,
  );
});

it('something was said of many of them', () => {
  expect(service.log().match(/"topics":\["/g)?.length).toBeGreaterThan(150);
});

it('was read with GET alone, inside the common query subset (CH-035, CH-079)', () => {
  expect(new Set(sandbox.seen.map(({ method }) => method))).toEqual(new Set(['GET']));
});
