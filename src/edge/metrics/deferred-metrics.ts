/** Metrics whose library is loaded only when the service already listens; what ends before is counted then. */
import type { EndedRequest, ReadableMetrics } from './metrics.js';

/** More than any start takes; beyond it a count would be wrong, but nothing grows without end. */
const MOST_WAITING = 10_000;

export interface DeferredMetrics extends ReadableMetrics {
  readonly begin: () => Promise<void>;
}

export function deferredMetrics(load: () => Promise<ReadableMetrics>): DeferredMetrics {
  const waiting: EndedRequest[] = [];
  let loaded: ReadableMetrics | undefined;
  let loading: Promise<ReadableMetrics> | undefined;
  const begin = (): Promise<ReadableMetrics> =>
    (loading ??= load().then((metrics) => {
      loaded = metrics;
      for (const request of waiting.splice(0)) metrics.requestEnded(request);
      return metrics;
    }));
  return {
    requestEnded(request) {
      if (loaded) loaded.requestEnded(request);
      else if (waiting.length < MOST_WAITING) waiting.push(request);
    },
    page: async () => (await begin()).page(),
    begin: async () => {
      await begin();
    },
  };
}
