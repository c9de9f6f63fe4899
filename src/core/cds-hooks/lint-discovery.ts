/** What is offered, checked when the service starts (CH-014 … CH-043): a client that meets a fault here can do nothing. */
import type { ServiceEntry } from './discovery.js';
import { hookDefinition } from './hooks.js';
import { lintPrefetch } from './prefetch-template.js';

const REVERSE_DOMAIN_HOOK = /^[a-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;
const SEMANTIC_VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

/** Every fault of the services on offer, as `id: CH-nnn what is wrong`. */
export function lintDiscovery(services: readonly ServiceEntry[]): readonly string[] {
  return services.flatMap((service, index) => {
    const earlier = services.slice(0, index).filter(({ id }) => id === service.id);
    return [...entryFaults(service), ...twinFaults(service, earlier)].map((fault) => `${service.id}: ${fault}`);
  });
}

function entryFaults(service: ServiceEntry): readonly string[] {
  const { id, hook, title, description, prefetch, usageRequirements } = service;
  const faults: string[] = [];
  if (id === '' || encodeURIComponent(id) !== id) faults.push('CH-015 an id must stand in an address as it is');
  if (!hookDefinition(hook) && !REVERSE_DOMAIN_HOOK.test(hook))
    faults.push(`CH-157 ${hook} is neither a published hook nor named by reverse domain`);
  if (description.trim() === '') faults.push('CH-016 description is blank');
  if (title.trim() === '') faults.push('CH-017 title is blank');
  if (usageRequirements?.trim() === '') faults.push('CH-019 usageRequirements are blank');
  if (prefetch && Object.keys(prefetch).length === 0) faults.push('CH-018 prefetch is empty and must be left out');
  return [...faults, ...versionFaults(service), ...lintPrefetch(hook, prefetch ?? {})];
}

function versionFaults({ hook, version, hookVersion }: ServiceEntry): readonly string[] {
  const published = hookDefinition(hook)?.hookVersion;
  return [
    ...(version === undefined || SEMANTIC_VERSION.test(version) ? [] : ['CH-020 version is no semantic version']),
    ...(hookVersion === undefined || hookVersion === published
      ? []
      : [`CH-021 hookVersion is not that of the published ${hook}`]),
  ];
}

function twinFaults({ hook, hookVersion }: ServiceEntry, earlier: readonly ServiceEntry[]): readonly string[] {
  const twins = earlier.filter((other) => other.hook === hook);
  if (twins.length === 0) return [];
  return twins.some((other) => other.hookVersion !== hookVersion)
    ? [`CH-022 two versions of ${hook} need two ids`]
    : [`CH-024 is listed twice for ${hook}`];
}
