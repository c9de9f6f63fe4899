import { lookUp } from '../../../src/edge/fhir/lookup.js';
import { readPages, underBase } from '../../../src/edge/fhir/pages.js';
import { TOKEN, json, loopback, openSession } from './loopback.js';
import type { Loopback } from './loopback.js';

let server: Loopback | undefined;
afterEach(() => server?.close());

const entry = (id: string) => ({ resource: { resourceType: 'Condition', id } });
const page = (ids: readonly string[], next?: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
  entry: ids.map(entry),
});

/** Pages by their number in the address. */
async function read(pages: (base: string) => Record<string, unknown>) {
  server = await loopback((req, res) => {
    const answers = pages(server?.base ?? '');
    const name = /page=(\w+)/.exec(req.url ?? '')?.[1] ?? '1';
    if (answers[name] === undefined) json(res, {}, 500);
    else json(res, answers[name]);
  });
  const { session, close } = openSession(server.base);
  const found = await readPages(session, 'Condition?patient=p');
  await close();
  return { ids: found.entries.map((one) => (one as ReturnType<typeof entry>).resource.id), failure: found.failure };
}

describe('pages (CH-061)', () => {
  it('are followed to the last, with the token on each (CH-068)', async () => {
    const found = await read((base) => ({
      1: page(['a'], `${base}/Condition?page=2`),
      2: page(['b'], 'Condition?page=3'),
      3: page(['c']),
    }));
    expect(found).toEqual({ ids: ['a', 'b', 'c'], failure: undefined });
    expect(server?.seen.map(({ authorization }) => authorization)).toEqual(
      Array.from({ length: 3 }, () => `Bearer ${TOKEN}`),
    );
  });

  it('are not read beyond the cap', async () => {
    const found = await read((base) => ({
      1: page(['a'], `${base}/Condition?page=2`),
      2: page(['b'], `${base}/Condition?page=3`),
      3: page(['c'], `${base}/Condition?page=4`),
      4: page(['d']),
    }));
    expect(found).toEqual({ ids: ['a', 'b', 'c'], failure: 'too-many-pages' });
  });

  it('are not read in a circle', async () => {
    const found = await read((base) => ({
      1: page(['a'], `${base}/Condition?page=2`),
      2: page(['b'], `${base}/Condition?page=2`),
    }));
    expect(found).toEqual({ ids: ['a', 'b'], failure: 'too-many-pages' });
  });

  it('that fail leave what came before, and the doubt', async () => {
    const found = await read((base) => ({ 1: page(['a'], `${base}/Condition?page=2`) }));
    expect(found).toEqual({ ids: ['a'], failure: 'server-error' });
  });

  it('elsewhere are not read, and never see the token (CH-075)', async () => {
    const other = await loopback((_req, res) => json(res, page(['stolen'])));
    const found = await read(() => ({ 1: page(['a'], `${other.base}/Condition?page=2`) }));
    expect(found).toEqual({ ids: ['a'], failure: 'foreign-page' });
    expect(other.seen).toEqual([]);
    await other.close();
  });

  it('are Bundles', async () => {
    expect(await read(() => ({ 1: { resourceType: 'Condition', id: 'x' } }))).toEqual({ ids: [], failure: 'unusable' });
  });
});

describe('an address under the base', () => {
  const BASE = 'https://ehr.example/fhir/r4';
  it.each([
    'Condition?page=2',
    'https://ehr.example/fhir/r4/Condition?page=2',
    'https://ehr.example/fhir/r4?_getpages=1',
    'HTTPS://EHR.EXAMPLE/fhir/r4/x',
  ])('%s', (address) => {
    expect(underBase(address, BASE)?.href.startsWith(BASE)).toBe(true);
  });

  it.each([
    'http://ehr.example/fhir/r4/Condition',
    'https://ehr.example/fhir/r4b/Condition',
    'https://ehr.example/other',
    'https://ehr.example:444/fhir/r4/Condition',
    'https://evil.example/fhir/r4/Condition',
    'https://user@ehr.example/fhir/r4/Condition',
    '//evil.example/fhir/r4/Condition',
    '../../admin',
    'https://ehr.example/fhir/r4/../../admin',
    'javascript:alert(1)',
    '',
  ])('is not %s', (address) => {
    const url = underBase(address, BASE);
    expect(url === undefined || url.href === `${BASE}/`).toBe(true);
  });
});

describe('a look-up', () => {
  const search = { kind: 'search', type: 'Condition', paths: ['Condition?patient=p'] } as const;

  async function lookedUp(scope: string, ids: readonly string[] = ['a']) {
    server = await loopback((_req, res) => json(res, page(ids)));
    const { session, close } = openSession(server.base, { scope });
    const found = await lookUp(session, search);
    await close();
    return found;
  }

  it('without a scope for its type makes no call (CH-073)', async () => {
    expect(await lookedUp('user/Observation.read')).toEqual({ value: undefined, failure: 'out-of-scope' });
    expect(server?.seen).toEqual([]);
  });

  it('with a scope that shows a part is a part', async () => {
    const found = await lookedUp('patient/Condition.rs?category=encounter-diagnosis');
    expect(found.failure).toBe('out-of-scope');
    expect(found.value?.['entry']).toMatchObject([entry('a'), { resource: { resourceType: 'OperationOutcome' } }]);
  });

  it('with such a scope and nothing seen has not been answered', async () => {
    expect(await lookedUp('patient/Condition.rs?category=x', [])).toMatchObject({ value: undefined });
  });

  it.each([
    ['another resource', { resourceType: 'Patient', id: 'someone-else' }],
    ['another type', { resourceType: 'Person', id: 'p' }],
  ])('of one resource refuses %s', async (_what, resource) => {
    server = await loopback((_req, res) => json(res, resource));
    const { session, close } = openSession(server.base);
    const found = await lookUp(session, { kind: 'read', type: 'Patient', id: 'p', path: 'Patient/p' });
    expect(found).toEqual({ value: undefined, failure: 'unusable' });
    await close();
  });
});
