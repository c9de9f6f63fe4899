/** A store that is loaded only when the service already listens: PostgreSQL's client and migrations cost a cold start nothing. */
import { StoreUnavailable } from './store.js';
import type { Store } from './store.js';

export interface DeferredStore extends Store {
  readonly begin: () => void;
}

/** What is asked of it before waits until it has begun. `load` should not fail: what can fail is for the store to survive. */
export function deferredStore(where: Store['where'], load: () => Promise<Store>): DeferredStore {
  let start: () => void = () => undefined;
  let hasBegun = false;
  const begun = new Promise<void>((resolve) => {
    start = resolve;
  });
  let loaded: Store | undefined;
  const loading = begun.then(load).then((store) => {
    loaded = store;
    return store;
  });
  return {
    where,
    begin: () => {
      hasBegun = true;
      start();
    },
    state: () => loaded?.state() ?? { kind: 'starting' },
    saveFeedback: async (records, receivedAt) => (await loading).saveFeedback(records, receivedAt),
    // not waited for: whoever asks this holds up a clinician
    rememberToken: (issuer, jti, expiresAt) =>
      loaded?.rememberToken(issuer, jti, expiresAt) ?? Promise.reject(new StoreUnavailable('not-open')),
    close: async () => {
      if (hasBegun) await (await loading).close();
    },
  };
}
