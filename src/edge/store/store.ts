/** What the service keeps. Who calls knows neither the database nor how it is reached. */
import type { FeedbackStore } from './feedback-store.js';

export type StoreState =
  /** Not yet asked, or not yet answered. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  /** `reason` is ours: it holds no address, name or password. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'closed' };

export interface Store extends FeedbackStore {
  /** Where the data lie: a server of the site, or one that this service runs itself. */
  readonly where: 'postgresql' | 'embedded';
  readonly state: () => StoreState;
  /** Whether issuer and `jti` were seen before, other than in a token that has expired since. Rejects with StoreUnavailable. */
  readonly rememberToken: (issuer: string, jti: string, expiresAt: Date) => Promise<'new' | 'seen'>;
  /** Finishes what is under way. */
  readonly close: () => Promise<void>;
}

/** The store could not be asked in time; nothing was kept. Its message is a code and holds nothing of what was to be kept. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
