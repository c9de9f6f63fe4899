/** Whether a token has been used before (CH-142). Asked only once its signature has passed (CH-141). */

/** `full`: nothing more can be remembered, so nobody can tell; the call is refused as overload, not let in. */
type Remembered = 'new' | 'seen' | 'full';

export interface ReplayGuard {
  /** `expiresAt`: seconds since 1970 after which the token is refused anyway. Of two callers at once, one gets `new`. */
  readonly remember: (issuer: string, jti: string, expiresAt: number) => Promise<Remembered>;
}

const BUCKET_SECONDS = 60;

/** At 1,000 tokens a second of five minutes each, 300,000 are alive. */
const MOST_TOKENS = 1_000_000;

/**
 * In memory, for one process. What has not expired is never forgotten to make room. Tokens are filed by the minute in which
 * they expire, so that forgetting costs each call next to nothing.
 */
export function createMemoryReplayGuard(nowSeconds: () => number, most: number = MOST_TOKENS): ReplayGuard {
  const seen = new Set<string>();
  const expiring = new Map<number, string[]>();
  let forgottenUpTo = Math.floor(nowSeconds() / BUCKET_SECONDS);

  function forget(bucket: number): void {
    if (bucket <= forgottenUpTo) return;
    for (const [expiry, keys] of expiring) {
      if (expiry >= bucket) continue;
      for (const key of keys) seen.delete(key);
      expiring.delete(expiry);
    }
    forgottenUpTo = bucket;
  }

  function remember(issuer: string, jti: string, expiresAt: number): Remembered {
    forget(Math.floor(nowSeconds() / BUCKET_SECONDS));
    const key = JSON.stringify([issuer, jti]);
    if (seen.has(key)) return 'seen';
    if (seen.size >= most) return 'full';
    seen.add(key);
    const bucket = Math.floor(expiresAt / BUCKET_SECONDS);
    const filed = expiring.get(bucket);
    if (filed) filed.push(key);
    else expiring.set(bucket, [key]);
    return 'new';
  }
  return { remember: (issuer, jti, expiresAt) => Promise.resolve(remember(issuer, jti, expiresAt)) };
}

/**
 * What is seen here is refused at once; what is new here is asked of the store that all replicas share. While that store
 * does not answer, memory decides alone: a stolen token could then be used once more at each replica until it expires,
 * which we prefer to a hospital without decision support. `onFailure` tells whoever runs the service.
 */
export function createSharedReplayGuard(memory: ReplayGuard, shared: ReplayGuard, onFailure: () => void): ReplayGuard {
  return {
    remember: async (issuer, jti, expiresAt) => {
      const here = await memory.remember(issuer, jti, expiresAt);
      if (here !== 'new') return here;
      try {
        const elsewhere = await shared.remember(issuer, jti, expiresAt);
        return elsewhere === 'seen' ? 'seen' : 'new';
      } catch {
        onFailure();
        return 'new';
      }
    },
  };
}
