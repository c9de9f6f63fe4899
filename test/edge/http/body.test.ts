import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { isDeeperThan } from '../../../src/edge/http/depth.js';
import { CALL_PATH, expectOutcome, fakeWorld, hookBody } from './fakes.js';

const MEGABYTE = 1024 * 1024;

function post(body: string | Buffer, headers: Record<string, string> = {}, path = CALL_PATH, app = fakeWorld().app) {
  const sent = request(app)
    .post(path)
    .serialize((value: unknown) => value as string);
  for (const [name, value] of Object.entries({ 'Content-Type': 'application/json', ...headers }))
    void sent.set(name, value);
  return sent.send(body);
}

describe('a body', () => {
  it.each([
    ['nothing', '', 'malformed-json'],
    ['not JSON', '{"hook":', 'malformed-json'],
    ['a trailing comma', '{"hook":"patient-view",}', 'malformed-json'],
    ['HTML', '<html></html>', 'malformed-json'],
    ['text', '"patient-view"', 'not-an-object'],
    ['a number', '1', 'not-an-object'],
    ['null', 'null', 'not-an-object'],
    ['a list', '[{}]', 'not-an-object'],
    ['an empty object', '{}', 'invalid-hook-request'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 'malformed-json'],
    ['a hundred thousand brackets', '['.repeat(100_000), 'malformed-json'],
    ['a list nested a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000), 'not-an-object'],
  ])('is refused: %s', async (_name, body, code) => {
    const answer = await post(body).expect(400);
    expectOutcome(answer.body, code);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('may hold characters beyond ASCII and a byte order mark', async () => {
    const { app, calls } = fakeWorld();
    await post(
      `\uFEFF${JSON.stringify(hookBody({ prefetch: { note: 'CK ≥ 2000 – Grüße 🙂' } }))}`,
      {},
      CALL_PATH,
      app,
    ).expect(200);
    expect(calls[0]?.prefetch).toEqual({ note: 'CK ≥ 2000 – Grüße 🙂' });
  });

  it.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['Application/JSON;charset="UTF-8"', 200],
    ['application/fhir+json', 200],
    ['application/fhir+json; fhirVersion=4.0', 200],
    ['application/json; charset=latin1', 415],
    ['application/jsonp', 415],
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
  ])('of type %s gets %i', async (type, status) => {
    const answer = await post(JSON.stringify(hookBody()), { 'Content-Type': type }).expect(status);
    if (status !== 200) expectOutcome(answer.body, 'unsupported-media-type');
  });

  it('of no type gets 415', async () => {
    const sent = post(JSON.stringify(hookBody()));
    void sent.unset('Content-Type');
    expectOutcome((await sent.expect(415)).body, 'unsupported-media-type');
  });

  it('of 15 MB is read and of 17 MB refused; an assessment may have 20', async () => {
    const { app } = fakeWorld();
    const sized = (megabytes: number) =>
      JSON.stringify(hookBody({ bundle: {}, filler: 'x'.repeat(megabytes * MEGABYTE) }));
    await post(sized(15), {}, CALL_PATH, app).expect(200);
    expectOutcome((await post(sized(17), {}, CALL_PATH, app).expect(413)).body, 'body-too-large');
    await post(sized(17), {}, '/assessments', app).expect(200);
    expectOutcome((await post(sized(21), {}, '/assessments', app).expect(413)).body, 'body-too-large');
  });
});

describe('a packed body', () => {
  const gzip = { 'Content-Encoding': 'gzip' };

  it('that unpacks beyond the limit is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * MEGABYTE));
    expect(bomb.length).toBeLessThan(MEGABYTE);
    expectOutcome((await post(bomb, gzip).expect(413)).body, 'body-too-large');
  });

  it.each([
    ['is no gzip', Buffer.from('not gzip')],
    ['is cut short', gzipSync(JSON.stringify(hookBody())).subarray(0, 30)],
    ['is empty', Buffer.alloc(0)],
  ])('that %s is refused', async (_name, body) => {
    expectOutcome((await post(body, gzip).expect(400)).body, 'malformed-gzip');
  });

  it.each(['br', 'deflate', 'gzip, gzip'])('in %s is not understood', async (encoding) => {
    expectOutcome((await post('x', { 'Content-Encoding': encoding }).expect(415)).body, 'unsupported-media-type');
  });
});

describe('nesting', () => {
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  const body = JSON.stringify(hookBody()).replace('"prefetch":{', `"deep":${deep},"prefetch":{"deep":${deep},`);

  it('is harmless where nobody walks it', async () => {
    await post(body).expect(200);
  });

  it('that exhausts the stack is the fault of the request', async () => {
    const overflow = (): never => overflow();
    const { app } = fakeWorld(overflow);
    expectOutcome((await post(body, {}, CALL_PATH, app).expect(400)).body, 'nested-too-deep');
  });

  it('is refused where it stands for a text: to ask for its length is to write it down', async () => {
    const list = `{"length":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const text = JSON.stringify(hookBody({ hookInstance: 'here' })).replace('"here"', list);
    expectOutcome((await post(text).expect(400)).body, 'nested-too-deep');
    const feedback = JSON.stringify({ feedback: [{ card: 'here' }] }).replace('"here"', list);
    expectOutcome((await post(feedback, {}, `${CALL_PATH}/feedback`).expect(400)).body, 'nested-too-deep');
  });

  it('is not blamed for an overflow of our own', async () => {
    const overflow = (): never => overflow();
    const { app } = fakeWorld(overflow);
    expectOutcome((await post(JSON.stringify(hookBody()), {}, CALL_PATH, app).expect(500)).body, 'internal-error');
  });

  it('is counted in levels', () => {
    expect(isDeeperThan([[1]], 2)).toBe(false);
    expect(isDeeperThan([[[]]], 2)).toBe(true);
    expect(isDeeperThan('text', 0)).toBe(false);
  });
});
