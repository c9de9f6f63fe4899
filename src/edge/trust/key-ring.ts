/** The public keys of one client, each imported once for each algorithm it is used with. */
import { importJWK } from 'jose';
import type { CryptoKey } from 'jose';
import { fits } from './algorithms.js';
import type { Algorithm } from './algorithms.js';
import { faultsOfKey } from './jwk.js';
import type { Jwk } from './jwk.js';

export type KeyFound =
  | { readonly kind: 'key'; readonly key: CryptoKey }
  | { readonly kind: 'none'; readonly reason: 'unknown-key' | 'keys-unavailable' };

export interface KeyRing {
  readonly keyFor: (kid: string, alg: Algorithm) => KeyFound | Promise<KeyFound>;
}

export const UNKNOWN_KEY: KeyFound = { kind: 'none', reason: 'unknown-key' };

/** A `kid` is only ever compared, never a path or a query. Keys that are unfit, or share a kid, are as good as absent. */
export class KeySet {
  readonly #keys: ReadonlyMap<string, Jwk>;
  readonly #imported = new Map<string, KeyFound>();

  constructor(keys: readonly Jwk[]) {
    const usable = keys.filter((key) => faultsOfKey(key).length === 0);
    const unique = usable.filter(({ kid }) => usable.filter((other) => other.kid === kid).length === 1);
    this.#keys = new Map(unique.map((key) => [key.kid, key]));
  }

  has(kid: string): boolean {
    return this.#keys.has(kid);
  }

  get size(): number {
    return this.#keys.size;
  }

  keyFor(kid: string, alg: Algorithm): KeyFound | Promise<KeyFound> {
    const imported = this.#imported.get(`${alg} ${kid}`);
    return imported ?? this.#import(kid, alg);
  }

  async #import(kid: string, alg: Algorithm): Promise<KeyFound> {
    const key = this.#keys.get(kid);
    const isMeant = key !== undefined && fits(alg, key) && (key.alg === undefined || key.alg === alg);
    const found = isMeant ? await imported(key, alg) : UNKNOWN_KEY;
    if (found.kind === 'key') this.#imported.set(`${alg} ${kid}`, found);
    return found;
  }
}

/** Only what a public key consists of is handed over. A point that is not on its curve is no key. */
async function imported({ kty, crv, n, e, x, y }: Jwk, alg: Algorithm): Promise<KeyFound> {
  const members = Object.entries({ kty, crv, n, e, x, y }).filter(([, value]) => value !== undefined);
  try {
    const key = await importJWK(Object.fromEntries(members), alg);
    return key instanceof Uint8Array ? UNKNOWN_KEY : { kind: 'key', key };
  } catch {
    return UNKNOWN_KEY;
  }
}
