/** A client rotates its keys, loses its key server, is attacked with made-up key ids: what happens at our door. */
import type { Jwk } from '../../../src/edge/trust/jwk.js';
import { createPublishedKeys } from '../../../src/edge/trust/published-keys.js';
import type { PublishedKeys } from '../../../src/edge/trust/published-keys.js';
import type { Route } from '../../../src/edge/trust/route.js';
import { aClient, trusting } from './clients.js';
import { JKU, NOW, bearer, newSigner, token } from './tokens.js';

const [old, next] = [newSigner('ES384', '2025'), newSigner('ES384', '2026')];
const SERVICE: Route = { kind: 'service', id: 'review' };
const PATIENCE = { freshSeconds: 600, staleSeconds: 4 * 3600, coolDownSeconds: 10 };

interface KeyServer {
  published: readonly Jwk[] | 'down';
  fetches: number;
  failures: number;
  now: number;
  readonly keys: PublishedKeys;
}

function keyServer(published: readonly Jwk[] | 'down'): KeyServer {
  const server = { published, fetches: 0, failures: 0, now: NOW };
  const fetchKeys = async (): Promise<readonly Jwk[]> => {
    server.fetches += 1;
    await Promise.resolve();
    if (server.published === 'down') throw new Error('down');
    return server.published;
  };
  const keys = createPublishedKeys(
    fetchKeys,
    () => server.now,
    PATIENCE,
    () => {
      server.failures += 1;
    },
  );
  return Object.assign(server, { keys });
}

const kindOf = async ({ keys }: KeyServer, kid: string): Promise<string> => {
  const found = await keys.keyFor(kid, 'ES384');
  return found.kind === 'key' ? 'key' : found.reason;
};

describe('CH-140 published keys', () => {
  it('are fetched when first needed, and once', async () => {
    const server = keyServer([old.jwk]);
    expect(server.fetches).toBe(0);
    for (let call = 0; call < 5; call += 1) expect(await kindOf(server, '2025')).toBe('key');
    expect(server.fetches).toBe(1);
  });

  it('are fetched once by many calls at the same time', async () => {
    const server = keyServer([old.jwk]);
    const kinds = await Promise.all(Array.from({ length: 50 }, () => kindOf(server, '2025')));
    expect(new Set(kinds)).toEqual(new Set(['key']));
    expect(server.fetches).toBe(1);
  });

  it('may be fetched before anybody calls', async () => {
    const server = keyServer([old.jwk]);
    await server.keys.warm();
    expect(await kindOf(server, '2025')).toBe('key');
    expect(server.fetches).toBe(1);
  });

  it('are rotated: the new key is found when first used, the old one is gone when it is no longer published', async () => {
    const server = keyServer([old.jwk]);
    expect(await kindOf(server, '2025')).toBe('key');
    server.published = [old.jwk, next.jwk];
    server.now += 60;
    expect(await kindOf(server, '2026')).toBe('key');
    expect(await kindOf(server, '2025')).toBe('key');
    expect(server.fetches).toBe(2);
    server.published = [next.jwk];
    server.now += PATIENCE.freshSeconds;
    expect(await kindOf(server, '2025')).toBe('unknown-key');
    expect(await kindOf(server, '2026')).toBe('key');
  });

  it('are not asked for again and again because of made-up key ids', async () => {
    const server = keyServer([old.jwk]);
    expect(await kindOf(server, '2025')).toBe('key');
    server.now += 60;
    const kinds = [];
    for (let attempt = 0; attempt < 100; attempt += 1) kinds.push(await kindOf(server, `made-up-${attempt}`));
    expect(new Set(kinds)).toEqual(new Set(['unknown-key']));
    expect(server.fetches).toBe(2);
    expect(await kindOf(server, '2025')).toBe('key');
    server.now += PATIENCE.coolDownSeconds;
    expect(await kindOf(server, 'made-up')).toBe('unknown-key');
    expect(server.fetches).toBe(3);
  });

  it('serve on while their address does not answer, for hours but not for ever', async () => {
    const server = keyServer([old.jwk]);
    expect(await kindOf(server, '2025')).toBe('key');
    server.published = 'down';
    for (const later of [700, 3600, 4 * 3600 - 4301]) {
      server.now += later;
      expect(await kindOf(server, '2025')).toBe('key');
    }
    server.now += 2;
    expect(await kindOf(server, '2025')).toBe('keys-unavailable');
    expect(server.failures).toBeGreaterThan(1);
    server.published = [old.jwk];
    server.now += PATIENCE.coolDownSeconds;
    expect(await kindOf(server, '2025')).toBe('key');
  });

  it('cannot be told from none while they were never fetched, and are tried again after a while', async () => {
    const server = keyServer('down');
    expect(await kindOf(server, '2025')).toBe('keys-unavailable');
    expect(await kindOf(server, '2025')).toBe('keys-unavailable');
    expect(server.fetches).toBe(1);
    server.published = [old.jwk];
    server.now += PATIENCE.coolDownSeconds;
    expect(await kindOf(server, '2025')).toBe('key');
  });

  it.each<[string, readonly Jwk[]]>([
    ['empty', []],
    ['of unfit keys alone', [{ ...old.jwk, use: 'enc' }]],
    ['of private keys', [{ ...old.jwk, d: 'x' }]],
  ])('that come back %s are a failure: the ones we have serve on', async (_name, published) => {
    const server = keyServer([old.jwk]);
    expect(await kindOf(server, '2025')).toBe('key');
    server.published = published;
    server.now += PATIENCE.freshSeconds;
    expect(await kindOf(server, '2025')).toBe('key');
    expect(server.failures).toBe(1);
  });
});

it('CH-140 a client that publishes its keys is let in before, while and after it rotates them', async () => {
  const server = keyServer([old.jwk]);
  const { authenticate } = trusting([aClient([], { keys: { kind: 'published', jku: JKU } })], { ehr: server.keys });
  const call = (signer: typeof old) => authenticate(bearer(token(signer, { header: { jku: JKU } })), SERVICE);
  expect(await call(old)).toMatchObject({ kind: 'client' });
  expect(await call(next)).toMatchObject({ reason: 'unknown-key' });
  server.published = [old.jwk, next.jwk];
  server.now += PATIENCE.coolDownSeconds;
  expect(await call(next)).toMatchObject({ kind: 'client' });
  expect(await call(old)).toMatchObject({ kind: 'client' });
});

it('CH-148 nothing is fetched for a token whose cheaper claims are wrong already', async () => {
  const server = keyServer([old.jwk]);
  const { authenticate } = trusting([aClient([], { keys: { kind: 'published', jku: JKU } })], { ehr: server.keys });
  for (const claims of [
    { iss: 'https://evil.example' },
    { aud: 'x' },
    { exp: NOW - 100, iat: NOW - 400 },
    { jti: undefined },
  ])
    await authenticate(bearer(token(old, { claims })), SERVICE);
  await authenticate(bearer(token(old, { header: { jku: 'https://evil.example' } })), SERVICE);
  expect(server.fetches).toBe(0);
});
