/** Entries of CLIENTS_FILE that cannot stand beside each other. */
import type { ClientEntry } from './clients-file.js';

export interface EntryFault {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/** A token must lead to one client: an id once, an issuer once for each tenant. */
export function clashesOf(entries: readonly ClientEntry[]): readonly EntryFault[] {
  return entries.flatMap((entry, index) => {
    const earlier = entries.slice(0, index);
    const faults: EntryFault[] = [];
    if (earlier.some(({ id }) => id === entry.id))
      faults.push({ path: ['clients', index, 'id'], text: `${entry.id}: the id is taken` });
    for (const other of earlier.filter(({ iss }) => iss === entry.iss)) {
      const both = sharedTenants(entry, other);
      if (both.length > 0)
        faults.push({
          path: ['clients', index, 'iss'],
          text: `${entry.id}: the same iss and tenant as ${other.id} (${both.join(', ')})`,
        });
    }
    return faults;
  });
}

function sharedTenants(one: ClientEntry, other: ClientEntry): readonly string[] {
  if (one.tenants === undefined && other.tenants === undefined) return ['no tenants'];
  return (one.tenants ?? []).filter((tenant) => other.tenants?.includes(tenant));
}
