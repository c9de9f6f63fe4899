/** A store that is loaded only when the service already listens: PostgreSQL's client and migrations cost a cold start nothing. */
import { StoreUnavailable } from './store.js';
import type { Store } from './store.js';

export interface DeferredStore extends Store {
  readonly begin: () => void;
}

export function deferredStore(where: Store['where'], load: () => Promise<Store>): DeferredStore {
  let loaded: Store | undefined;
  let loading: Promise<Store> | undefined;
  const begin = (): Promise<Store> =>
    (loading ??= load().then((store) => {
      loaded = store;
      return store;
    }));
  return {
    where,
    begin: () => void begin(),
    state: () => loaded?.state() ?? { kind: 'starting' },
    saveFeedback: async (records, receivedAt) => (await begin()).saveFeedback(records, receivedAt),
    // not waited for: whoever asks this holds up a clinician
    rememberToken: (issuer, jti, expiresAt) =>
      loaded?.rememberToken(issuer, jti, expiresAt) ?? Promise.reject(new StoreUnavailable('not-open')),
    close: async () => {
      if (loading) await (await loading).close();
    },
  };
}
