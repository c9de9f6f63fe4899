/**
 * What the service counts. Callers see only this: which library counts, and whether any does, is decided where the service is
 * put together. Every label comes from a closed list of ours (services, topics, prefetch keys, kinds); never an id, a host or
 * anything else that a client chose.
 */

/** How a call ended: with cards, without any, with data missing (412), refused (other 4xx) or failed (5xx). */
export type CallOutcome = 'cards' | 'silent' | 'missing-data' | 'refused' | 'failed' | 'aborted';

/** Where the data of a prefetch key came from. */
export type PrefetchSource = 'prefetch' | 'fetched' | 'unavailable';

/** Why a request to a FHIR server brought nothing. */
export type FetchFailure =
  | 'timeout'
  | 'budget'
  | 'connection'
  | 'status'
  | 'rate-limited'
  | 'unauthorized'
  | 'unreadable'
  | 'foreign-origin'
  | 'too-large'
  | 'breaker-open';

export interface Metrics {
  readonly callEnded: (service: string, outcome: CallOutcome, seconds: number) => void;
  readonly cardShown: (topic: string) => void;
  readonly prefetchKey: (key: string, source: PrefetchSource) => void;
  readonly fetchFailed: (failure: FetchFailure) => void;
  /** How many circuit breakers are open now. */
  readonly breakersOpen: (count: number) => void;
  readonly feedbackStored: (outcome: 'accepted' | 'overridden', count: number) => void;
}

const nothing = (): void => undefined;

/** Counts nothing. */
export const NO_METRICS: Metrics = {
  callEnded: nothing,
  cardShown: nothing,
  prefetchKey: nothing,
  fetchFailed: nothing,
  breakersOpen: nothing,
  feedbackStored: nothing,
};
