/** The store that a configuration asks for. Only what it needs is loaded, and only once the service listens. */
import { deferredStore } from './deferred-store.js';
import type { DeferredStore } from './deferred-store.js';
import type { StoreParts } from './open-store.js';

interface StoreChoice {
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
}

export function configuredStore(
  { databaseUrl, dataDirectory }: StoreChoice,
  parts: Omit<StoreParts, 'source'>,
): DeferredStore {
  return deferredStore(databaseUrl === undefined ? 'embedded' : 'postgresql', async () => {
    const { openStore } = await import('./open-store.js');
    const source =
      databaseUrl === undefined
        ? (await import('./embedded/embedded-database.js')).embeddedDatabase(dataDirectory)
        : (await import('./database-source.js')).siteDatabase(databaseUrl);
    return openStore({ ...parts, source });
  });
}
