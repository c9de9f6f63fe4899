/** TRUST_MODE=required put together: registry, keys, replay guard and limits. Loaded only when it is asked for. */
import type { Logger } from 'pino';
import { createAdmit } from './http/admission.js';
import type { AdmissionLimits, Door } from './http/admission.js';
import { addressKey, createRateLimit } from './http/rate-limit.js';
import { createDocumentFetcher } from './net/fetch-document.js';
import type { FetchDocument } from './net/fetch-document.js';
import type { AddressPolicy } from './net/private-address.js';
import { createAuthenticate } from './trust/authenticate.js';
import type { RegisteredClient } from './trust/client.js';
import { KeySet } from './trust/key-ring.js';
import type { KeyRing } from './trust/key-ring.js';
import { createPublishedKeys, keysIn } from './trust/published-keys.js';
import type { ClientRegistry } from './trust/registry.js';
import { createMemoryReplayGuard, createSharedReplayGuard } from './trust/replay-guard.js';
import type { ReplayGuard } from './trust/replay-guard.js';

const KEYS_MILLISECONDS = 2000;
const LARGEST_KEY_SET = 256 * 1024;

export interface GuardedDoorParts {
  readonly registry: ClientRegistry;
  readonly limits: AdmissionLimits;
  readonly trustedProxies: readonly string[];
  readonly protectsDiscovery: boolean;
  readonly addresses: AddressPolicy;
  /** What all replicas share; memory alone where absent. */
  readonly sharedReplay?: ReplayGuard;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly logger: Logger;
}

export interface GuardedDoor extends Door {
  /** Fetches the keys that clients publish, so that the first call need not wait for them. */
  readonly warm: () => Promise<void>;
}

export function createGuardedDoor(parts: GuardedDoorParts): GuardedDoor {
  const { registry, limits, trustedProxies, protectsDiscovery, now, logger } = parts;
  const nowSeconds = (): number => now() / 1000;
  const fetchDocument = createDocumentFetcher({
    addresses: parts.addresses,
    milliseconds: KEYS_MILLISECONDS,
    largestBytes: LARGEST_KEY_SET,
  });
  const rings = new Map(
    registry.clients.map((client) => [client.id, ringOf(client, fetchDocument, nowSeconds, logger)]),
  );
  const noKeys = new KeySet([]);
  const memory = createMemoryReplayGuard(nowSeconds);
  const { sharedReplay } = parts;
  const authenticate = createAuthenticate({
    registry,
    keysOf: ({ id }) => rings.get(id)?.ring ?? noKeys,
    replay: sharedReplay
      ? createSharedReplayGuard(memory, sharedReplay, nowSeconds, () => {
          logger.warn({ store: 'replay' }, 'replay store does not answer, memory decides alone');
        })
      : memory,
    nowSeconds,
  });
  const admit = createAdmit({
    authenticate,
    limits,
    addressKey,
    addresses: createRateLimit(now),
    failures: createRateLimit(now),
    clients: createRateLimit(now),
  });
  return {
    admit,
    protectsDiscovery,
    origins: registry.origins,
    trustedProxies,
    warm: async () => {
      await Promise.all([...rings.values()].map(({ warm }) => warm()));
    },
  };
}

interface WarmRing {
  readonly ring: KeyRing;
  readonly warm: () => Promise<void>;
}

function ringOf(
  client: RegisteredClient,
  fetchDocument: FetchDocument,
  nowSeconds: () => number,
  logger: Logger,
): WarmRing {
  const { id, keys } = client;
  if (keys.kind === 'inline') return { ring: new KeySet(keys.keys), warm: () => Promise.resolve() };
  const fetchKeys = async () => keysIn(await fetchDocument(keys.jku));
  const ring = createPublishedKeys(fetchKeys, nowSeconds, undefined, () => {
    logger.warn({ client: id }, 'keys of the client could not be fetched');
  });
  return { ring, warm: ring.warm };
}
