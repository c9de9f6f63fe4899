/** Reads CLIENTS_FILE. All faults at once, each with its line; what is unsafe is refused with the reason. */
import { ContentError } from '../content/fault.js';
import type { ContentFault } from '../content/fault.js';
import { checked, parseFile } from '../content/parsed-file.js';
import type { ParsedFile } from '../content/parsed-file.js';
import { bytesOf, clientsFile } from './clients-file.js';
import type { ClientEntry } from './clients-file.js';
import { clashesOf } from './client-clashes.js';
import type { ClientKeys, RegisteredClient } from './client.js';
import { createRegistry } from './registry.js';
import type { ClientRegistry } from './registry.js';
import { unsafeIn } from './unsafe-settings.js';
import type { SiteRules } from './unsafe-settings.js';
import type { Vendor } from './vendors.js';

/** What entries leave out, from the environment. */
export interface ClientDefaults {
  readonly publicBaseUrl: string | undefined;
  readonly fhirServers: readonly string[];
  readonly vendor: Vendor | undefined;
}

/** Throws a ContentError with `file:line: what is wrong` for each fault. */
export function loadClients(path: string, defaults: ClientDefaults, rules: SiteRules): ClientRegistry {
  const faults: ContentFault[] = [];
  const parsed = readable(path, faults);
  const file = checked(clientsFile, parsed, faults);
  const entries = file?.clients ?? [];
  const found = entries.flatMap((entry, index) => [
    ...unsafeIn(entry, rules).map((fault) => ({ ...fault, path: ['clients', index, ...fault.path] })),
    ...basesMissing(entry, defaults).map((fault) => ({ ...fault, path: ['clients', index] })),
  ]);
  for (const { path: place, text } of [...found, ...clashesOf(entries)])
    faults.push({ file: path, line: parsed?.lineOf(place) ?? 1, text });
  if (faults.length > 0) throw new ContentError(faults);
  return createRegistry(entries.map((entry) => registered(entry, defaults)));
}

function readable(path: string, faults: ContentFault[]): ParsedFile | undefined {
  try {
    return parseFile(path, path, faults);
  } catch {
    faults.push({ file: path, line: 1, text: 'cannot be read' });
    return undefined;
  }
}

function basesMissing(
  { id, publicBaseUrls }: ClientEntry,
  { publicBaseUrl }: ClientDefaults,
): readonly { readonly text: string }[] {
  if (publicBaseUrls !== undefined || publicBaseUrl !== undefined) return [];
  return [{ text: `${id}: needs publicBaseUrls or the setting PUBLIC_BASE_URL, with which aud is compared` }];
}

function registered(entry: ClientEntry, defaults: ClientDefaults): RegisteredClient {
  const { id, iss, tenants, sub, subject, algorithms, jtiPolicy, maxLifetimeSeconds, clockSkewSeconds, origins } =
    entry;
  return {
    id,
    name: entry.name ?? id,
    iss,
    tenants,
    sub,
    subject,
    algorithms,
    jtiPolicy,
    maxLifetimeSeconds,
    clockSkewSeconds,
    origins,
    keys: keysOf(entry),
    publicBases: entry.publicBaseUrls ?? (defaults.publicBaseUrl === undefined ? [] : [defaults.publicBaseUrl]),
    audienceAliases: entry.audienceAliases ?? [],
    fhirServers: entry.fhirServers ?? defaults.fhirServers,
    vendor: entry.vendor ?? defaults.vendor,
    features: entry.features,
    limits: { requestsPerMinute: entry.requestsPerMinute, bodyBytes: bytesOf(entry.bodyLimitMegabytes) },
  };
}

/** Keys that were handed over win: then `jku` is only compared with what tokens carry. */
function keysOf({ jwks, jku }: ClientEntry): ClientKeys {
  return jwks ? { kind: 'inline', keys: jwks.keys, jku } : { kind: 'published', jku: jku ?? '' };
}
