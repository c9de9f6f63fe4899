/** The clients by issuer and tenant, as a token names them. */
import type { RegisteredClient } from './client.js';

type Found =
  | { readonly kind: 'client'; readonly client: RegisteredClient }
  /** The issuer is known, the tenant is not: its keys tell whether it is really the issuer who asks (403 or 401, CH-146). */
  | { readonly kind: 'other-tenant'; readonly client: RegisteredClient };

export interface ClientRegistry {
  readonly clients: readonly RegisteredClient[];
  readonly find: (iss: string, tenant: string | undefined) => Found | undefined;
  /** Of all clients: a preflight does not say whom it comes from. */
  readonly origins: ReadonlySet<string>;
}

export function createRegistry(clients: readonly RegisteredClient[]): ClientRegistry {
  const byIssuer = new Map<string, readonly RegisteredClient[]>();
  for (const client of clients) byIssuer.set(client.iss, [...(byIssuer.get(client.iss) ?? []), client]);
  return {
    clients,
    find: (iss, tenant) => {
      const ofIssuer = byIssuer.get(iss);
      const [first] = ofIssuer ?? [];
      if (!ofIssuer || !first) return undefined;
      const client =
        ofIssuer.find(({ tenants }) => tenant !== undefined && tenants?.includes(tenant)) ??
        ofIssuer.find(({ tenants }) => tenants === undefined);
      return client ? { kind: 'client', client } : { kind: 'other-tenant', client: first };
    },
    origins: new Set(clients.flatMap(({ origins }) => origins)),
  };
}
