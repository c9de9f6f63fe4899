/** Spans as an SDK would see them: the interface of OpenTelemetry with a recorder behind it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import type { Context, Span, SpanOptions, Tracer } from '@opentelemetry/api';
import request from 'supertest';
import { createTracing } from '../../../src/edge/tracing/open-telemetry.js';
import { CALL_PATH, fakeWorld, hookBody } from '../http/fakes.js';

interface Recorded {
  readonly name: string;
  readonly parent: string | undefined;
  readonly attributes: Record<string, unknown>;
  status: number | undefined;
  ends: number;
}

const recorded: Recorded[] = [];
const names = new WeakMap<Span, string>();

function startSpan(name: string, options: SpanOptions = {}, parent: Context = ROOT_CONTEXT): Span {
  const above = trace.getSpan(parent);
  const remote = trace.getSpanContext(parent)?.traceId;
  const entry: Recorded = {
    name,
    parent: (above && names.get(above)) ?? remote,
    attributes: { ...options.attributes },
    status: undefined,
    ends: 0,
  };
  recorded.push(entry);
  const span = {
    spanContext: () => ({ traceId: 'ours', spanId: name, traceFlags: 1 }),
    setAttribute: (key: string, value: unknown) => (entry.attributes[key] = value),
    setStatus: ({ code }: { readonly code: number }) => (entry.status = code),
    end: () => (entry.ends += 1),
  } as unknown as Span;
  names.set(span, name);
  return span;
}

const storage = new AsyncLocalStorage<Context>();

beforeAll(() => {
  context.setGlobalContextManager({
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, work, self, ...args) => storage.run(active, () => work.call(self as never, ...args)),
    bind: (_active, target) => target,
    enable: () => context as never,
    disable: () => context as never,
  });
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) as unknown as Tracer });
  propagation.setGlobalPropagator({
    inject: () => undefined,
    extract: (into, carrier: Record<string, string>) => {
      const traceId = carrier['traceparent']?.split('-')[1];
      return traceId === undefined ? into : trace.setSpanContext(into, { traceId, spanId: 'theirs', traceFlags: 1 });
    },
    fields: () => ['traceparent'],
  });
});

beforeEach(() => recorded.splice(0));

const SENTINEL = 'Jane-Roe';
const traced = (respond?: Parameters<typeof fakeWorld>[0]) => fakeWorld(respond, { tracing: createTracing('1') }).app;

it('a call is a span of the client’s trace, with fetching and evaluating inside', async () => {
  const body = hookBody({ context: { userId: 'Practitioner/1', patientId: SENTINEL } });
  await request(traced()).post(CALL_PATH).set('traceparent', '00-abc-def-01').send(body).expect(200);
  expect(recorded).toEqual([
    { name: 'call', parent: 'abc', attributes: { 'cds_hooks.service.id': 'review' }, status: undefined, ends: 1 },
    { name: 'fetch', parent: 'call', attributes: {}, status: undefined, ends: 1 },
    { name: 'evaluate', parent: 'call', attributes: {}, status: undefined, ends: 1 },
  ]);
});

it('an error is told by its class and ends its spans', async () => {
  const app = traced(() => {
    throw new TypeError(`cannot read ${SENTINEL}`);
  });
  await request(app).post(CALL_PATH).send(hookBody()).expect(500);
  const [call, , evaluate] = recorded;
  for (const span of [call, evaluate]) {
    expect(span).toMatchObject({ status: SpanStatusCode.ERROR, ends: 1, attributes: { 'error.type': 'TypeError' } });
  }
  expect(JSON.stringify(recorded)).not.toContain(SENTINEL);
});

it('an address that is no service is not traced by its name', async () => {
  await request(traced()).post(`/cds-services/${SENTINEL}`).send(hookBody()).expect(404);
  expect(recorded).toEqual([]);
});
