/**
 * The keys a client publishes at its registered address (CH-140, CH-148): fetched when first needed, kept, and fetched
 * again when they grow old or a token names a key that is not among them, which is how a client rotates its keys.
 */
import { z } from 'zod';
import type { Algorithm } from './algorithms.js';
import { jwk } from './jwk.js';
import type { Jwk } from './jwk.js';
import { KeySet, UNKNOWN_KEY } from './key-ring.js';
import type { KeyFound, KeyRing } from './key-ring.js';

export interface KeyPatience {
  /** Seconds after which keys are asked for anew before they are trusted. */
  readonly freshSeconds: number;
  /** Seconds for which keys serve on while their address does not answer; then nobody gets in. */
  readonly staleSeconds: number;
  /** Least seconds between two fetches, so that made-up key ids cannot make us a battering ram. */
  readonly coolDownSeconds: number;
}

const KEY_PATIENCE: KeyPatience = { freshSeconds: 600, staleSeconds: 4 * 3600, coolDownSeconds: 10 };

export type FetchKeys = () => Promise<readonly Jwk[]>;

export interface PublishedKeys extends KeyRing {
  /** Fetches beforehand, so that the first call need not wait. */
  readonly warm: () => Promise<void>;
}

/** `onFailure` is told of each fetch that brought nothing. */
export function createPublishedKeys(
  fetchKeys: FetchKeys,
  nowSeconds: () => number,
  patience: KeyPatience = KEY_PATIENCE,
  onFailure: () => void = () => undefined,
): PublishedKeys {
  let keys = new KeySet([]);
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    triedAt = nowSeconds();
    try {
      const fetched = new KeySet(await fetchKeys());
      if (fetched.size === 0) throw new Error('no usable key');
      keys = fetched;
      fetchedAt = nowSeconds();
    } catch {
      onFailure();
    } finally {
      pending = undefined;
    }
  }

  const ageOf = (moment: number): number => nowSeconds() - moment;

  async function refreshed(kid: string, alg: Algorithm): Promise<KeyFound> {
    if (pending || ageOf(triedAt) >= patience.coolDownSeconds) await (pending ??= refresh());
    if (ageOf(fetchedAt) > patience.staleSeconds) return { kind: 'none', reason: 'keys-unavailable' };
    return keys.has(kid) ? keys.keyFor(kid, alg) : UNKNOWN_KEY;
  }

  return {
    keyFor: (kid, alg) => {
      const isGood = ageOf(fetchedAt) < patience.freshSeconds && keys.has(kid);
      return isGood ? keys.keyFor(kid, alg) : refreshed(kid, alg);
    },
    warm: async () => {
      await (pending ??= refresh());
    },
  };
}

/** Keys of a kind we do not know are passed over: a set may hold some for other purposes. */
const keySet = z.object({ keys: z.array(z.unknown()).max(100) });

export function keysIn(document: unknown): readonly Jwk[] {
  return keySet.parse(document).keys.flatMap((key) => {
    const parsed = jwk.safeParse(key);
    return parsed.success ? [parsed.data] : [];
  });
}
