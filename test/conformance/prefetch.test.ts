/** What is made of each thing a client may put under a prefetch key (CDS Hooks, "Prefetch template"). */
import { startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { DAY, REVIEW, fixture, inPrefetch, post, topicsOf, without } from './client.js';
import type { Answer, Json } from './client.js';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const review = fixture('readme-example');
const prefetch = review['prefetch'] as Json;
const fire = (body: Json): Promise<Answer> => post(service.address, REVIEW, body, DAY);
const detailOf = ({ body }: Answer): string => ((body['cards'] ?? []) as { detail: string }[])[0]?.detail ?? '';

const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
const empty = { resourceType: 'Bundle', type: 'searchset', total: 0 };
const conditions = prefetch['conditions'] as Json;

describe('a key that is indispensable', () => {
  it.each<[string, number, Json]>([
    ['CH-058 no prefetch at all', 412, without(review, 'prefetch')],
    ['CH-058 an empty prefetch', 412, { ...review, prefetch: {} }],
    ['CH-058 a prefetch that is null', 412, { ...review, prefetch: null }],
    ['CH-058 absent', 412, { ...review, prefetch: without(prefetch, 'conditions') }],
    ['CH-059 an OperationOutcome', 412, inPrefetch(review, { conditions: outcome })],
    [
      'CH-059 a Bundle of an OperationOutcome',
      412,
      inPrefetch(review, { conditions: { ...empty, entry: [{ resource: outcome }] } }),
    ],
    ['CH-064 text', 412, inPrefetch(review, { conditions: '<html>Bad Gateway</html>' })],
    [
      'CH-064 a resource of another type',
      412,
      inPrefetch(review, { conditions: { resourceType: 'Patient', id: 'ana' } }),
    ],
    [
      'CH-064 the wrapper of old drafts',
      200,
      inPrefetch(review, { conditions: { response: { status: '200' }, resource: conditions } }),
    ],
    ['CH-060 null', 200, inPrefetch(review, { conditions: null })],
    ['CH-060 an empty Bundle', 200, inPrefetch(review, { conditions: empty })],
    ['CH-060 a Bundle whose entries are none', 200, inPrefetch(review, { conditions: { ...empty, entry: [] } })],
    ['CH-060 a patient that is null', 412, inPrefetch(review, { patient: null })],
    ['CH-065 another patient', 412, inPrefetch(review, { patient: { resourceType: 'Patient', id: 'another' } })],
  ])('%s: %i', async (_name, status, body) => {
    const answer = await fire(body);
    expect(answer.status).toBe(status);
    if (status === 412) expect(answer.text).toMatch(/Missing: (patient, conditions|conditions|patient)\./);
  });

  it('CH-085 what was not looked at is never answered with an empty list', async () => {
    const answer = await fire(inPrefetch(review, { conditions: outcome }));
    expect(answer.body).not.toHaveProperty('cards');
  });
});

describe('a key that is useful', () => {
  it.each<[string, unknown]>([
    ['absent', undefined],
    ['CH-059 an OperationOutcome', outcome],
    ['CH-064 text', 'Bad Gateway'],
  ])('CH-057 CH-066 %s: it is answered, and the card says what was not looked at', async (_name, value) => {
    const answer = await fire(inPrefetch(review, { labsCore: value }));
    expect(answer.status).toBe(200);
    expect(detailOf(answer)).toMatch(/Not looked at: .*\(labsCore\)/);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['an empty Bundle', empty],
  ])('CH-060 %s: it was looked at and nothing was found', async (_name, value) => {
    const answer = await fire(inPrefetch(review, { labsCore: value }));
    expect(detailOf(answer)).not.toMatch(/Not looked at: .*\(labsCore\)/);
  });

  it('CH-061 one with pages that nobody may read is known in part', async () => {
    const next = [{ relation: 'next', url: 'https://ehr.example/fhir?page=2' }];
    const orders = { ...Object(prefetch['medicationRequests']), link: next };
    expect(detailOf(await fire(inPrefetch(review, { medicationRequests: orders })))).toMatch(
      /Looked at in part: .*\(medicationRequests\)/,
    );
  });
});

it('CH-062 nothing but the prefetch is needed', async () => {
  expect(review).not.toHaveProperty('fhirServer');
  expect(topicsOf(await fire(review))).toEqual(['refractory-supported']);
});

it('CH-065 what belongs to another patient is not used, and is named', async () => {
  const orders = prefetch['medicationRequests'] as { entry: { resource: Json }[] };
  const foreign = orders.entry.map(({ resource }) => ({
    resource: { ...resource, subject: { reference: 'Patient/another' } },
  }));
  const answer = await fire(inPrefetch(review, { medicationRequests: { ...orders, entry: foreign } }));
  expect(topicsOf(answer)).not.toContain('refractory-supported');
});
