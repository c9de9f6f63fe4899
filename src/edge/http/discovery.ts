/** What `GET /cds-services` says (CH-011 … CH-043), worked out and checked once, when the service starts. */
import { hookDefinition, lintDiscovery } from '../../core/cds-hooks/index.js';
import type { DiscoveryResponse, ServiceEntry } from '../../core/cds-hooks/index.js';
import type { CdsService } from '../../core/services/service.js';

/** CH-020: version of CDS Hooks implemented, beside 2.0; clients of 2.0 ignore the member. */
const SPECIFICATION_VERSION = '3.0.0-ballot';

/** What discovery asks clients to send: all that is used, or what tells whether anything will be said. */
export type PrefetchProfile = 'full' | 'gate';

/** Throws with every fault at once: what is wrong here is wrong for every client. */
export function discovery(services: readonly CdsService[], profile: PrefetchProfile): string {
  const entries = services.map((service) => entryOf(service, advertised(service, profile)));
  const faults = lintDiscovery(entries);
  if (faults.length > 0) throw new Error(`discovery is not conformant: ${faults.join('; ')}`);
  return JSON.stringify({ services: entries } satisfies DiscoveryResponse);
}

function advertised({ prefetch, gate }: CdsService, profile: PrefetchProfile): Readonly<Record<string, string>> {
  if (profile === 'full') return prefetch;
  return Object.fromEntries(Object.entries(prefetch).filter(([key]) => gate.some((lookup) => lookup === key)));
}

/** A service without prefetch has no `prefetch` member, a hook of one's own no published version. */
function entryOf(service: CdsService, prefetch: Readonly<Record<string, string>>): ServiceEntry {
  const { id, hook, title, description, usageRequirements } = service;
  const hookVersion = hookDefinition(hook)?.hookVersion;
  return {
    id,
    hook,
    title,
    description,
    ...(Object.keys(prefetch).length === 0 ? {} : { prefetch }),
    ...(usageRequirements === '' ? {} : { usageRequirements }),
    version: SPECIFICATION_VERSION,
    ...(hookVersion === undefined ? {} : { hookVersion }),
  };
}
