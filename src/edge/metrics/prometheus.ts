/** Metrics in the form Prometheus reads. The one file that knows its client library. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { EndedRequest, Gauges, ReadableMetrics } from './metrics.js';

/** CH-150 asks for half a second; most answers take milliseconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createPrometheus({ isStoreReady, openBreakers }: Gauges): ReadableMetrics {
  const register = new Registry();
  const registers = [register];
  // memory, processor, garbage collection and the lag of the event loop
  collectDefaultMetrics({ register });

  const requests = new Counter({
    name: 'myositis_requests_total',
    help: 'Requests ended, by pattern of the route and HTTP status',
    labelNames: ['route', 'status'] as const,
    registers,
  });
  const calls = new Histogram({
    name: 'myositis_call_duration_seconds',
    help: 'From the first byte of a call of a CDS service to the last of its answer, by service and outcome',
    labelNames: ['service', 'outcome'] as const,
    buckets: SECONDS,
    registers,
  });
  const cards = new Counter({
    name: 'myositis_cards_total',
    help: 'Cards shown, by topic',
    labelNames: ['topic'] as const,
    registers,
  });
  const prefetch = new Counter({
    name: 'myositis_prefetch_omitted_total',
    help: 'Advertised prefetch keys that a client left out, by service and key; the share of calls is the miss rate',
    labelNames: ['service', 'key'] as const,
    registers,
  });
  const fetched = new Counter({
    name: 'myositis_fetched_total',
    help: 'Prefetch keys fetched from a FHIR server, by key',
    labelNames: ['key'] as const,
    registers,
  });
  const notFetched = new Counter({
    name: 'myositis_fetch_failures_total',
    help: 'Prefetch keys that could not be fetched, by key and kind of failure',
    labelNames: ['key', 'failure'] as const,
    registers,
  });
  const feedback = new Counter({
    name: 'myositis_feedback_total',
    help: 'Items of feedback kept, by outcome',
    labelNames: ['outcome'] as const,
    registers,
  });
  const unmatched = new Counter({
    name: 'myositis_feedback_unmatched_total',
    help: 'Items of feedback on cards that this process has not shown of late',
    registers,
  });
  new Gauge({
    name: 'myositis_store_ready',
    help: '1 while the database answers, 0 otherwise',
    registers,
    collect() {
      this.set(isStoreReady() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'myositis_fetch_breakers_open',
    help: 'FHIR servers that are left alone for a while because they failed',
    registers,
    async collect() {
      this.set(await openBreakers());
    },
  });

  function requestEnded(request: EndedRequest): void {
    const { route, status, outcome, seconds, service } = request;
    requests.inc({ route, status: outcome === 'aborted' ? 'aborted' : status });
    if (service !== undefined && outcome !== 'done') calls.observe({ service, outcome }, seconds);
    for (const topic of request.topics ?? []) cards.inc({ topic });
    for (const key of request.omitted ?? []) prefetch.inc({ service: service ?? '', key });
    for (const key of request.fetched ?? []) fetched.inc({ key });
    for (const [key, failure] of Object.entries(request.notFetched ?? {}))
      notFetched.inc({ key, failure: failure ?? '' });
    if (request.feedback !== undefined && status === 200) {
      feedback.inc({ outcome: 'accepted' }, request.feedback.accepted);
      feedback.inc({ outcome: 'overridden' }, request.feedback.overridden);
      unmatched.inc(request.feedback.unmatched);
    }
  }

  return {
    requestEnded,
    page: async () => ({ contentType: register.contentType, text: await register.metrics() }),
  };
}
