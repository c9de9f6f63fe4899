/** A registered client and an authentication around it, for tests. */
import { createAuthenticate } from '../../../src/edge/trust/authenticate.js';
import type { Authenticate } from '../../../src/edge/trust/authenticate.js';
import { NO_FEATURES } from '../../../src/edge/trust/client.js';
import type { RegisteredClient } from '../../../src/edge/trust/client.js';
import type { Jwk } from '../../../src/edge/trust/jwk.js';
import { KeySet } from '../../../src/edge/trust/key-ring.js';
import type { KeyRing } from '../../../src/edge/trust/key-ring.js';
import { createRegistry } from '../../../src/edge/trust/registry.js';
import { createMemoryReplayGuard } from '../../../src/edge/trust/replay-guard.js';
import { BASE, ISSUER, NOW } from './tokens.js';

export function aClient(keys: readonly Jwk[], changed: Partial<RegisteredClient> = {}): RegisteredClient {
  return {
    id: 'ehr',
    name: 'EHR',
    iss: ISSUER,
    tenants: undefined,
    sub: undefined,
    subject: undefined,
    keys: { kind: 'inline', keys, jku: undefined },
    algorithms: ['ES384', 'RS384'],
    publicBases: [BASE],
    audienceAliases: [],
    jtiPolicy: 'once',
    maxLifetimeSeconds: 3600,
    clockSkewSeconds: 30,
    origins: [],
    fhirServers: [],
    vendor: undefined,
    features: NO_FEATURES,
    limits: { requestsPerMinute: 6000, bodyBytes: 1024 * 1024 },
    ...changed,
  };
}

export interface Trusting {
  readonly authenticate: Authenticate;
  /** Moves the clock. */
  readonly setNow: (seconds: number) => void;
}

export function trusting(
  clients: readonly RegisteredClient[],
  rings: Readonly<Record<string, KeyRing>> = {},
): Trusting {
  let now = NOW;
  const nowSeconds = (): number => now;
  const sets = new Map(
    clients.map(({ id, keys }) => [id, rings[id] ?? new KeySet(keys.kind === 'inline' ? keys.keys : [])]),
  );
  const authenticate = createAuthenticate({
    registry: createRegistry(clients),
    keysOf: ({ id }) => sets.get(id) ?? new KeySet([]),
    replay: createMemoryReplayGuard(nowSeconds),
    nowSeconds,
  });
  return { authenticate, setNow: (seconds) => (now = seconds) };
}
