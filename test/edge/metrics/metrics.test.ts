/** What is counted, as Prometheus reads it. */
import request from 'supertest';
import { createPrometheus } from '../../../src/edge/metrics/prometheus.js';
import { deferredMetrics } from '../../../src/edge/metrics/deferred-metrics.js';
import type { EndedRequest } from '../../../src/edge/metrics/metrics.js';
import { metricsOnly } from '../../../src/edge/http/metrics-page.js';
import { CALL_PATH, CARD, fakeWorld, hookBody } from '../http/fakes.js';

function counted({ isStoreReady = true, openBreakers = 0 } = {}) {
  const metrics = createPrometheus({ isStoreReady: () => isStoreReady, openBreakers: () => openBreakers });
  const lines = async (): Promise<readonly string[]> => (await metrics.page()).text.split('\n');
  return { metrics, lines };
}

const CALL: EndedRequest = {
  route: '/cds-services/:id',
  status: 200,
  outcome: 'silent',
  seconds: 0.003,
  service: 'review',
};

it('tells silence, cards, missing data and failures of a service apart, with their time', async () => {
  const { metrics, lines } = counted();
  metrics.requestEnded(CALL);
  metrics.requestEnded({ ...CALL, outcome: 'cards', topics: ['repeat-due', 'repeat-due'] });
  metrics.requestEnded({ ...CALL, outcome: 'missing-data', status: 412 });
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'myositis_call_duration_seconds_bucket{le="0.0025",service="review",outcome="silent"} 0',
      'myositis_call_duration_seconds_bucket{le="0.005",service="review",outcome="silent"} 1',
      'myositis_call_duration_seconds_count{service="review",outcome="cards"} 1',
      'myositis_call_duration_seconds_count{service="review",outcome="missing-data"} 1',
      'myositis_cards_total{topic="repeat-due"} 2',
      'myositis_requests_total{route="/cds-services/:id",status="412"} 1',
    ]),
  );
});

it('counts what clients leave out, what is fetched instead, and why it is not', async () => {
  const { metrics, lines } = counted({ openBreakers: 2 });
  metrics.requestEnded({
    ...CALL,
    omitted: ['labsCore', 'allergies'],
    fetched: ['labsCore'],
    notFetched: { allergies: 'time-out' },
  });
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'myositis_prefetch_omitted_total{service="review",key="labsCore"} 1',
      'myositis_fetched_total{key="labsCore"} 1',
      'myositis_fetch_failures_total{key="allergies",failure="time-out"} 1',
      'myositis_fetch_breakers_open 2',
    ]),
  );
});

it('counts feedback that was kept, and none that was not', async () => {
  const { metrics, lines } = counted({ isStoreReady: false });
  const feedback = { accepted: 1, overridden: 2, unmatched: 1, repeated: 0 };
  const ended = { ...CALL, route: '/cds-services/:id/feedback', outcome: 'done' as const, feedback };
  metrics.requestEnded(ended);
  metrics.requestEnded({ ...ended, status: 503, outcome: 'failed' });
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'myositis_feedback_total{outcome="overridden"} 2',
      'myositis_feedback_unmatched_total 1',
      'myositis_store_ready 0',
    ]),
  );
});

it('tells of the event loop', async () => {
  const { lines } = counted();
  expect((await lines()).some((line) => line.startsWith('nodejs_eventloop_lag_p99_seconds '))).toBe(true);
});

it('counts what ended before it was loaded', async () => {
  const deferred = deferredMetrics(() => Promise.resolve(counted().metrics));
  deferred.requestEnded(CALL);
  expect((await deferred.page()).text).toContain('myositis_requests_total{route="/cds-services/:id",status="200"} 1');
});

describe('over HTTP', () => {
  const world = () => {
    const { metrics } = counted();
    return fakeWorld(undefined, { metrics, renderMetrics: metrics.page }).app;
  };

  it('every request is counted once, under its pattern and never under its address', async () => {
    const app = world();
    await request(app)
      .post(CALL_PATH)
      .send(hookBody({ prefetch: {} }))
      .expect(200);
    await request(app).post(CALL_PATH).send({}).expect(400);
    await request(app).post('/cds-services/Jane-Roe-1970').send(hookBody()).expect(404);
    await request(app).get('/Jane-Roe-1970').expect(404);
    await request(app).post(`${CALL_PATH}/feedback`).send({ feedback: [] }).expect(200);
    const { text, headers } = await request(app).get('/metrics').expect(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'myositis_requests_total{route="/cds-services/:id",status="200"} 1',
        'myositis_requests_total{route="/cds-services/:id",status="400"} 1',
        'myositis_requests_total{route="/cds-services/:id",status="404"} 1',
        'myositis_requests_total{route="unmatched",status="404"} 1',
        'myositis_call_duration_seconds_count{service="review",outcome="cards"} 1',
        'myositis_call_duration_seconds_count{service="review",outcome="refused"} 1',
        'myositis_prefetch_omitted_total{service="review",key="patient"} 1',
        `myositis_cards_total{topic="${CARD.source.topic.code}"} 1`,
      ]),
    );
    expect(text).not.toContain('Jane');
  });

  it('is not answered where it has a port of its own', async () => {
    await request(fakeWorld().app).get('/metrics').expect(404);
  });

  it('is all that the port of its own answers', async () => {
    const listener = metricsOnly(counted().metrics.page);
    await request(listener).get('/metrics').expect(200);
    await request(listener).post('/metrics').expect(405).expect('Allow', 'GET, HEAD');
    await request(listener).get('/cds-services').expect(404);
  });
});
