/**
 * Traces by OpenTelemetry. Only its interface is known here: the SDK that collects them is brought by whoever runs the service
 * (`node --import`), and without one every span is a no-op. A span tells service, step and kind of error; nothing of a request.
 */
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import type { Tracing } from './tracing.js';

const SERVICE = 'cds_hooks.service.id';

export function createTracing(version: string): Tracing {
  const tracer = trace.getTracer('myositis-cds', version);

  function inSpan<T>(span: Span, parent: Context, work: () => T): T {
    const end = (): void => {
      span.end();
    };
    const fail = (error: unknown): never => {
      // its class alone: the message of an error may quote the input
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
      end();
      throw error;
    };
    let result: T;
    try {
      result = context.with(trace.setSpan(parent, span), work);
    } catch (error) {
      return fail(error);
    }
    if (result instanceof Promise) {
      return result.then((value: unknown) => {
        end();
        return value;
      }, fail) as T;
    }
    end();
    return result;
  }

  return {
    call(service, headers, work) {
      // an instrumentation of the HTTP server may have read the headers already
      const active = context.active();
      const parent = trace.getSpan(active) ? active : propagation.extract(ROOT_CONTEXT, headers);
      const options = { kind: SpanKind.SERVER, attributes: { [SERVICE]: service } };
      return inSpan(tracer.startSpan('call', options, parent), parent, work);
    },
    step(name, work) {
      const parent = context.active();
      return inSpan(tracer.startSpan(name, {}, parent), parent, work);
    },
  };
}
