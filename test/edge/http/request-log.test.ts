import request from 'supertest';
import { CALL_PATH, fakeWorld, hookBody } from './fakes.js';

const SENTINEL = 'SENTINEL-Jane-Roe';

function lines(log: string): Record<string, unknown>[] {
  return log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A call with the sentinel in every place a client can write to. */
function hostile(body: Record<string, unknown>, path = `${CALL_PATH}?patient=${SENTINEL}`, world = fakeWorld()) {
  return request(world.app)
    .post(path)
    .set('Authorization', `Bearer ${SENTINEL}`)
    .set('User-Agent', SENTINEL)
    .set('X-Request-Id', SENTINEL)
    .set('Referer', `https://${SENTINEL}.example`)
    .send(body);
}

const everywhere = hookBody({
  hookInstance: SENTINEL,
  context: { userId: `Practitioner/${SENTINEL}`, patientId: SENTINEL, encounterId: SENTINEL },
  fhirServer: `https://${SENTINEL}.example/fhir`,
  fhirAuthorization: {
    access_token: SENTINEL,
    token_type: 'Bearer',
    expires_in: 300,
    scope: SENTINEL,
    subject: SENTINEL,
  },
  prefetch: { [SENTINEL]: SENTINEL, patient: { resourceType: 'Patient', id: SENTINEL, name: [{ text: SENTINEL }] } },
  [SENTINEL]: SENTINEL,
});

describe('the log', () => {
  it('has one line a request, with what an operator needs', async () => {
    const world = fakeWorld();
    await request(world.app).post(CALL_PATH).send(hookBody()).expect(200);
    const [line, ...more] = lines(world.log());
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      method: 'POST',
      route: '/cds-services/:id',
      service: 'review',
      hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
      topics: ['a-topic'],
      status: 200,
      ms: expect.any(Number),
    });
  });

  it('names the problem of a request that failed', async () => {
    const world = fakeWorld();
    await request(world.app).post(CALL_PATH).send({}).expect(400);
    expect(lines(world.log())[0]).toMatchObject({ status: 400, problem: 'invalid-hook-request' });
  });

  it.each([
    ['a good call', everywhere, undefined, 200],
    ['a bad call', { ...everywhere, context: { patientId: `${SENTINEL}/x`, userId: SENTINEL } }, undefined, 400],
    ['an unknown service', everywhere, `/cds-services/${SENTINEL}`, 404],
    ['an unknown address', everywhere, `/${SENTINEL}/${SENTINEL}`, 404],
    ['an assessment', { bundle: { [SENTINEL]: SENTINEL }, asOf: SENTINEL }, '/assessments', 400],
  ])('holds nothing of what the client sent: %s', async (_name, body, path, status) => {
    const world = fakeWorld();
    const answer = await hostile(body, path, world).expect(status);
    expect(lines(world.log())).toHaveLength(1);
    expect(world.log()).not.toContain(SENTINEL);
    expect(answer.text).not.toContain(SENTINEL);
  });

  it('holds nothing of a body that is not JSON', async () => {
    const world = fakeWorld();
    await request(world.app)
      .post(CALL_PATH)
      .set('Content-Type', 'application/json')
      .send(`{"x": ${SENTINEL}`)
      .expect(400);
    expect(world.log()).not.toContain(SENTINEL);
  });

  it.each([
    ['an error', new Error(`cannot read ${SENTINEL}\n    at ${SENTINEL}`)],
    ['an error of another kind', new TypeError(SENTINEL)],
    ['text', SENTINEL],
  ])('says where our own failure was, and neither it nor the answer quotes it: %s', async (_name, thrown) => {
    const world = fakeWorld(() => {
      throw thrown;
    });
    const answer = await hostile(everywhere, undefined, world).expect(500);
    expect(answer.text).not.toContain(SENTINEL);
    expect(world.log()).not.toContain(SENTINEL);
    expect(lines(world.log()).map(({ level }) => level)).toEqual([50, 30]);
  });
});
