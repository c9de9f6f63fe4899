/** The app behind a guarded door, with real keys: for tests of who is let in over HTTP. */
import { PassThrough } from 'node:stream';
import { createGuardedDoor } from '../../../src/edge/guarded-door.js';
import type { GuardedDoorParts } from '../../../src/edge/guarded-door.js';
import type { AppParts } from '../../../src/edge/http/app.js';
import { createLogger } from '../../../src/edge/logger.js';
import type { RegisteredClient } from '../../../src/edge/trust/client.js';
import { createRegistry } from '../../../src/edge/trust/registry.js';
import { NOW } from '../trust/tokens.js';
import { fakeWorld } from './fakes.js';
import type { FakeWorld } from './fakes.js';

export interface Guarded extends FakeWorld {
  /** Moves the clock of tokens. */
  readonly setNow: (seconds: number) => void;
}

export function guardedWorld(
  clients: readonly RegisteredClient[],
  changed: Partial<GuardedDoorParts> = {},
  app: Partial<AppParts> = {},
): Guarded {
  let now = NOW;
  const stream = new PassThrough();
  let log = '';
  stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const logger = createLogger('info', stream);
  const door = createGuardedDoor({
    registry: createRegistry(clients),
    limits: { addressRequestsPerMinute: 1_000_000, failedAttemptsPerMinute: 1_000_000 },
    trustedProxies: [],
    protectsDiscovery: false,
    addresses: 'public-and-site',
    now: () => now * 1000,
    logger,
    ...changed,
  });
  const world = fakeWorld(undefined, { door, logger, ...app });
  return { ...world, log: () => log, setNow: (seconds) => (now = seconds) };
}
