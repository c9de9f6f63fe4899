import request from 'supertest';
import { CALL_PATH, expectOutcome, fakeService, fakeWorld, hookBody } from './fakes.js';

const context = { userId: 'Practitioner/1', patientId: 'p-1' };
const draftOrders = { resourceType: 'Bundle', type: 'collection', entry: [] };

/** A world whose service answers one hook. */
function worldOf(hook: string) {
  const calls: unknown[] = [];
  const service = fakeService((call) => {
    calls.push(call);
    return { kind: 'cards', cards: [] };
  });
  return { ...fakeWorld(undefined, { services: [{ ...service, hook }] }), calls };
}

describe('the context of a hook', () => {
  it('of order-select holds selections and drafts', async () => {
    const { app, calls } = worldOf('order-select');
    const selections = ['MedicationRequest/1'];
    const body = hookBody({
      hook: 'order-select',
      context: { ...context, selections, draftOrders, encounterId: 'e-1' },
    });
    await request(app).post(CALL_PATH).send(body).expect(200);
    expect(calls).toMatchObject([{ patientId: 'p-1', selections, draftOrders, encounterId: 'e-1' }]);
  });

  it('of order-sign holds drafts, of encounter-start the encounter', async () => {
    const sign = worldOf('order-sign');
    await request(sign.app)
      .post(CALL_PATH)
      .send(hookBody({ hook: 'order-sign', context: { ...context, draftOrders } }))
      .expect(200);
    const start = worldOf('encounter-start');
    await request(start.app)
      .post(CALL_PATH)
      .send(hookBody({ hook: 'encounter-start', context: { ...context, encounterId: 'e-1' } }))
      .expect(200);
    expect([...sign.calls, ...start.calls]).toHaveLength(2);
  });

  it.each([
    ['order-select', { draftOrders }, 'context.selections'],
    ['order-select', { selections: [] }, 'context.draftOrders'],
    ['order-select', { selections: [1], draftOrders }, 'context.selections'],
    ['order-sign', {}, 'context.draftOrders'],
    ['order-sign', { draftOrders: null }, 'context.draftOrders'],
    ['order-sign', { draftOrders: [] }, 'context.draftOrders'],
    ['order-sign', { draftOrders: { resourceType: 'MedicationRequest' } }, 'context.draftOrders'],
    ['encounter-start', {}, 'context.encounterId'],
  ])('of %s is refused with %j', async (hook, more, named) => {
    const { app, calls } = worldOf(hook);
    const answer = await request(app)
      .post(CALL_PATH)
      .send(hookBody({ hook, context: { ...context, ...more } }))
      .expect(400);
    expectOutcome(answer.body, 'invalid-hook-request');
    expect(JSON.stringify(answer.body)).toContain(named);
    expect(calls).toHaveLength(0);
  });

  it('of patient-view needs neither', async () => {
    await request(worldOf('patient-view').app).post(CALL_PATH).send(hookBody()).expect(200);
  });
});
