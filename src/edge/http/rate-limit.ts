/** Counts requests by key in windows of one minute, in this process. */
import { MemoryStore, ipKeyGenerator } from 'express-rate-limit';
import type { Options } from 'express-rate-limit';

const WINDOW_MILLISECONDS = 60_000;

export interface RateLimit {
  /** Counts one; the seconds to wait when that is more than `perMinute`. */
  readonly take: (key: string, perMinute: number) => Promise<number | undefined>;
  readonly close: () => void;
}

export function createRateLimit(now: () => number): RateLimit {
  const store = new MemoryStore();
  store.init({ windowMs: WINDOW_MILLISECONDS } as Options);
  return {
    take: async (key, perMinute) => {
      const { totalHits, resetTime } = await store.increment(key);
      if (totalHits <= perMinute) return undefined;
      return Math.max(1, Math.ceil(((resetTime?.getTime() ?? 0) - now()) / 1000));
    },
    close: () => {
      store.shutdown();
    },
  };
}

/** IPv6 by network: whoever has one address there has all of them. */
export const addressKey = (address: string | undefined): string => ipKeyGenerator(address ?? 'unknown');
