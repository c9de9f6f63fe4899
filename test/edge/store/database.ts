/** A real PostgreSQL for a test file: the one that the service itself starts, in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { embeddedDatabase } from '../../../src/edge/store/embedded/embedded-database.js';
import { openStore } from '../../../src/edge/store/open-store.js';
import { siteDatabase } from '../../../src/edge/store/database-source.js';
import type { DatabaseSource } from '../../../src/edge/store/database-source.js';
import type { FeedbackRecord } from '../../../src/edge/store/feedback-store.js';
import type { Store } from '../../../src/edge/store/store.js';
import { migrationsDirectory } from '../../../src/edge/paths.js';

export const NOW = new Date('2026-03-01T12:00:00Z');

export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'myositis-cds-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A server without a schema yet, as a site would provide one. */
export async function startDatabase(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const folder = temporaryFolder();
  const source = embeddedDatabase(folder.path);
  const { connectionString } = await source.open();
  return {
    url: connectionString,
    stop: async () => {
      await source.close();
      folder.remove();
    },
  };
}

interface Options {
  readonly now?: () => Date;
  readonly onDirectoryInUse?: () => void;
  readonly log?: (line: string) => void;
}

export function storeOver(source: DatabaseSource, { now = () => NOW, onDirectoryInUse, log }: Options = {}): Store {
  const logger = pino({ level: log ? 'info' : 'silent' }, { write: (line: string) => log?.(line) });
  return openStore({
    source,
    migrationsDirectory,
    logger,
    now,
    onDirectoryInUse: onDirectoryInUse ?? (() => undefined),
  });
}

export const storeAt = (url: string, options?: Options): Store => storeOver(siteDatabase(url), options);

const PATIENCE_MILLISECONDS = 50_000;

/** Resolves once the store is in that state. */
export async function until(store: Store, kind: ReturnType<Store['state']>['kind']): Promise<void> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (store.state().kind !== kind) {
    if (performance.now() > deadline) throw new Error(`the store is ${JSON.stringify(store.state())}, not ${kind}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const accepted: FeedbackRecord = {
  service: 'myositis-rituximab-review',
  client: 'hospital-a',
  card: '7f1d6b7c-6c1f-4f4e-9d2d-2f8f3a1a0001',
  topic: 'refractory-supported',
  outcome: 'accepted',
  outcomeAt: new Date('2026-03-01T11:00:00.250Z'),
  acceptedSuggestions: ['7f1d6b7c-6c1f-4f4e-9d2d-2f8f3a1a0002'],
  reason: undefined,
  comment: undefined,
};

export const overridden: FeedbackRecord = {
  ...accepted,
  outcome: 'overridden',
  topic: undefined,
  acceptedSuggestions: [],
  reason: { code: 'patient-refuses', system: undefined, display: undefined },
  comment: 'prefers to wait',
};
