/**
 * What the service counts: every request, once, when it has ended. Callers see only this; which library counts, and whether
 * any does, is decided where the service is put together. All texts come from closed lists of ours (routes, services, topics,
 * prefetch keys, kinds of failure): never an id, a host or anything else that a client chose.
 */

/** How it ended: with cards, without any, with data missing (412), refused (other 4xx), failed (5xx) or left by the client. */
export type Outcome = 'cards' | 'silent' | 'missing-data' | 'refused' | 'failed' | 'aborted' | 'done';

export interface EndedRequest {
  /** Pattern of the route. */
  readonly route: string;
  readonly status: number;
  readonly outcome: Outcome;
  readonly seconds: number;
  readonly service?: string;
  /** Topics of the cards shown. */
  readonly topics?: readonly string[];
  /** Advertised prefetch keys that the client left out. */
  readonly omitted?: readonly string[];
  /** Of these, what was fetched, and why others were not. */
  readonly fetched?: readonly string[];
  readonly notFetched?: Readonly<Record<string, string | undefined>>;
  readonly feedback?: Readonly<Record<'accepted' | 'overridden' | 'unmatched' | 'repeated', number>>;
}

export interface Metrics {
  readonly requestEnded: (request: EndedRequest) => void;
}

export const NO_METRICS: Metrics = { requestEnded: () => undefined };

/** What is asked for, rather than told, when somebody looks. */
export interface Gauges {
  readonly isStoreReady: () => boolean;
  readonly openBreakers: () => number | Promise<number>;
}

export interface MetricsPage {
  readonly contentType: string;
  readonly text: string;
}

export interface ReadableMetrics extends Metrics {
  readonly page: () => Promise<MetricsPage>;
}
