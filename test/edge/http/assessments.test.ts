import request from 'supertest';
import { formatDay } from '../../../src/core/time.js';
import type { AssemblyFault } from '../../../src/core/record/assembled.js';
import { ASSESSMENT, expectOutcome, fakeWorld } from './fakes.js';

const bundle = { resourceType: 'Bundle', type: 'collection' };

describe('an assessment', () => {
  it('is the whole answer', async () => {
    const answer = await request(fakeWorld().app).post('/assessments').send({ bundle }).expect(200);
    expect(answer.body).toEqual(ASSESSMENT);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is for today, or for the day in the body, past or future; the header is not read', async () => {
    const { app, assessed } = fakeWorld(undefined, { allowEvaluationDate: false });
    await request(app).post('/assessments').set('Evaluation-Date', 'nonsense').send({ bundle }).expect(200);
    await request(app).post('/assessments').send({ bundle, asOf: null }).expect(200);
    await request(app).post('/assessments').send({ bundle, asOf: '2031-01-01', draftOrders: bundle }).expect(200);
    expect(assessed.map(({ asOf }) => formatDay(asOf))).toEqual(['2026-03-04', '2026-03-04', '2031-01-01']);
  });

  it.each([
    ['a day that does not exist', { bundle, asOf: '2026-02-30' }, 'invalid-assessment-request'],
    ['a day that is a number', { bundle, asOf: 20_260_301 }, 'invalid-assessment-request'],
    ['draft orders that are text', { bundle, draftOrders: 'x' }, 'invalid-assessment-request'],
    ['no Bundle', {}, 'not-a-bundle'],
    ['a Bundle that is not wrapped', bundle, 'not-a-bundle'],
  ])('is refused: %s', async (_name, body, code) => {
    const answer = await request(fakeWorld().app).post('/assessments').send(body).expect(400);
    expectOutcome(answer.body, code);
  });

  const faults: readonly (readonly [AssemblyFault, number])[] = [
    ['not-a-bundle', 400],
    ['nested-too-deep', 400],
    ['no-patient', 422],
    ['several-patients', 422],
  ];
  it.each(faults)('meets %s with %i', async (fault, status) => {
    const { app } = fakeWorld(undefined, { assess: () => ({ kind: 'fault', fault }) });
    expectOutcome((await request(app).post('/assessments').send({ bundle }).expect(status)).body, fault);
  });
});
