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

export interface SharedPatience {
  /** A clinician waits meanwhile. */
  readonly milliseconds: number;
  /** After a failure the store is left alone for so long. */
  readonly pauseSeconds: number;
}

const SHARED_PATIENCE: SharedPatience = { milliseconds: 100, pauseSeconds: 10 };

/**
 * What is seen here is refused at once; what is new here is asked of the store that all replicas share. While that store
 * does not answer, memory decides alone: a stolen token could then be used once more at each replica until it expires,
 * which we prefer to a hospital without decision support. `onFailure` tells whoever runs the service, once a pause.
 */
export function createSharedReplayGuard(
  memory: ReplayGuard,
  shared: ReplayGuard,
  nowSeconds: () => number,
  onFailure: () => void,
  { milliseconds, pauseSeconds }: SharedPatience = SHARED_PATIENCE,
): ReplayGuard {
  let pausedUntil = Number.NEGATIVE_INFINITY;

  async function ask(issuer: string, jti: string, expiresAt: number): Promise<Remembered> {
    try {
      return await inTime(shared.remember(issuer, jti, expiresAt), milliseconds);
    } catch {
      // of many that fail at once, one tells
      if (nowSeconds() >= pausedUntil) onFailure();
      pausedUntil = nowSeconds() + pauseSeconds;
      return 'new';
    }
  }
  return {
    remember: async (issuer, jti, expiresAt) => {
      const here = await memory.remember(issuer, jti, expiresAt);
      if (here !== 'new' || nowSeconds() < pausedUntil) return here;
      return (await ask(issuer, jti, expiresAt)) === 'seen' ? 'seen' : 'new';
    },
  };
}

function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('no answer in time'));
    }, milliseconds);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
