import type { ServerResponse } from 'node:http';
import { getResource } from '../../../src/edge/fhir/get-resource.js';
import { TOKEN, json, loopback, openSession } from './loopback.js';
import type { Loopback } from './loopback.js';

const PATIENT = { resourceType: 'Patient', id: 'p' };
const OUTCOME = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
let server: Loopback | undefined;
afterEach(() => server?.close());

async function got(
  answer: (res: ServerResponse, count: number) => void,
  options: Parameters<typeof openSession>[1] = {},
): Promise<unknown> {
  let count = 0;
  server = await loopback((_req, res) => {
    count += 1;
    answer(res, count);
  });
  const { session, close } = openSession(server.base, options);
  const result = await getResource(session, new URL(`${server.base}/Patient/p`));
  await close();
  return result;
}

const failure = (name: string) => ({ kind: 'failed', failure: name });

describe('one resource', () => {
  it('is asked for with the token and as FHIR JSON (CH-068)', async () => {
    expect(await got((res) => json(res, PATIENT))).toEqual({ kind: 'resource', resource: PATIENT });
    expect(server?.seen).toEqual([{ url: '/fhir/Patient/p', method: 'GET', authorization: `Bearer ${TOKEN}` }]);
  });

  it.each<[string, (res: ServerResponse) => void]>([
    ['refused', (res) => json(res, OUTCOME, 401)],
    ['refused', (res) => json(res, OUTCOME, 403)],
    ['rejected', (res) => json(res, OUTCOME, 404)],
    ['rejected', (res) => json(res, OUTCOME, 400)],
    ['server-error', (res) => json(res, OUTCOME, 500)],
    ['busy', (res) => json(res, OUTCOME, 429)],
    ['outcome', (res) => json(res, OUTCOME)],
    ['unusable', (res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>')],
    ['unusable', (res) => json(res, 'a string')],
    ['unusable', (res) => json(res, [PATIENT])],
    ['unusable', (res) => json(res, { id: 'p' })],
    ['unusable', (res) => res.end(JSON.stringify(PATIENT).slice(0, -5))],
    ['unusable', (res) => res.writeHead(204).end()],
    ['unreachable', (res) => res.destroy()],
    ['too-large', (res) => json(res, { ...PATIENT, text: 'x'.repeat(2_000_000) })],
  ])('%s (CH-064)', async (name, answer) => {
    expect(await got(answer)).toEqual(failure(name));
  });

  it('never follows a redirect: the token would go with it (CH-075)', async () => {
    const other = await loopback((_req, res) => json(res, PATIENT));
    const result = await got((res) => res.writeHead(302, { location: `${other.base}/Patient/p` }).end());
    expect(result).toEqual(failure('redirected'));
    expect(other.seen).toEqual([]);
    await other.close();
  });

  it('is given up when the call takes too long', async () => {
    expect(await got(() => undefined, { call: 50 })).toEqual(failure('time-out'));
  });

  it('is given up when the body stalls', async () => {
    expect(await got((res) => res.writeHead(200).write('{"resourceType":'), { call: 100 })).toEqual(
      failure('time-out'),
    );
  });

  it('is given up when the budget is spent', async () => {
    expect(await got(() => undefined, { budget: 50 })).toEqual(failure('time-out'));
  });

  it('is given up when the client has gone', async () => {
    const gone = new AbortController();
    const result = await got(() => gone.abort(), { gone: gone.signal });
    expect(result).toEqual(failure('time-out'));
  });

  it('is not asked for with a token whose time is up (CH-072)', async () => {
    expect(await got((res) => json(res, PATIENT), { expiresIn: 0 })).toEqual(failure('token-expired'));
    expect(server?.seen).toEqual([]);
  });

  it('comes from nobody who is not there', async () => {
    const { session, close } = openSession('http://127.0.0.1:9/fhir');
    expect(await getResource(session, new URL('http://127.0.0.1:9/fhir/Patient/p'))).toEqual(failure('unreachable'));
    await close();
  });

  it('never comes from an address that must not be called, named or numbered (CH-076)', async () => {
    for (const base of ['http://169.254.169.254/fhir', 'http://[fe80::1]/fhir']) {
      const { session, close } = openSession(base);
      expect(await getResource(session, new URL(`${base}/Patient/p`))).toEqual(failure('unreachable'));
      await close();
    }
  });
});

describe('a busy server', () => {
  const busyOnce = (retryAfter: string) => (res: ServerResponse, count: number) =>
    count === 1 ? json(res, OUTCOME, 503, { 'retry-after': retryAfter }) : json(res, PATIENT);

  it('is asked again when it says that it will have time', async () => {
    expect(await got(busyOnce('0'))).toMatchObject({ kind: 'resource' });
    expect(server?.seen).toHaveLength(2);
  });

  it.each(['60', 'Wed, 21 Oct 2065 07:28:00 GMT', '-1', 'soon'])(
    'is not waited for when it asks for more time than there is: %s',
    async (retryAfter) => {
      expect(await got(busyOnce(retryAfter))).toEqual(failure('busy'));
      expect(server?.seen).toHaveLength(1);
    },
  );

  it('is asked three times at most', async () => {
    expect(await got((res) => json(res, OUTCOME, 429, { 'retry-after': '0' }))).toEqual(failure('busy'));
    expect(server?.seen).toHaveLength(3);
  });
});

describe('a server that keeps failing', () => {
  it('is left alone, then tried with one call', async () => {
    let isWell = false;
    server = await loopback((_req, res) => (isWell ? json(res, PATIENT) : json(res, OUTCOME, 500)));
    const url = new URL(`${server.base}/Patient/p`);
    const { session, close } = openSession(server.base, { failures: 3, rest: 100 });
    for (let call = 0; call < 3; call += 1) expect(await getResource(session, url)).toEqual(failure('server-error'));
    expect(await getResource(session, url)).toEqual(failure('left-alone'));
    expect([server.seen.length, session.breakers.open()]).toEqual([3, 1]);
    isWell = true;
    await new Promise((resolve) => setTimeout(resolve, 150));
    const all = await Promise.all(Array.from({ length: 5 }, () => getResource(session, url)));
    expect(all.every(({ kind }) => kind === 'resource')).toBe(true);
    expect(session.breakers.open()).toBe(0);
    await close();
  });

  it('is not blamed for refusing one request', async () => {
    server = await loopback((_req, res) => json(res, OUTCOME, 403));
    const url = new URL(`${server.base}/Patient/p`);
    const { session, close } = openSession(server.base, { failures: 2 });
    for (let call = 0; call < 6; call += 1) expect(await getResource(session, url)).toEqual(failure('refused'));
    await close();
  });
});
