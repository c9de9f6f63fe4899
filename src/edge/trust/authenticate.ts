/**
 * Who calls? The checks of CDS Hooks' best practices in their order: issuer, audience, times, tenant, signature, jti
 * (CH-141). The cheap ones come first and the signature decides; what one call may see of the next is the spent jti alone.
 */
import { compactVerify } from 'jose';
import { readToken } from './bearer-token.js';
import type { Token } from './bearer-token.js';
import { faultOfTimes, namesAudience, parseClaims } from './claims.js';
import type { Claims } from './claims.js';
import type { CdsClient, RegisteredClient } from './client.js';
import type { KeyRing } from './key-ring.js';
import type { RefusalReason } from './refusal.js';
import type { ClientRegistry } from './registry.js';
import type { ReplayGuard } from './replay-guard.js';
import { audiencesOf } from './route.js';
import type { Route } from './route.js';

type Authentication =
  /** `tenant` is one of those agreed on, or undefined: never what a token made up. */
  | { readonly kind: 'client'; readonly client: CdsClient; readonly tenant: string | undefined }
  /** 401, always the same; `client` is whom the token claims to come from, if we know such a one. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly client?: string }
  /** 403: it is that client, and it may not speak for this tenant (CH-146). */
  | { readonly kind: 'not-entitled'; readonly client: string }
  /** 503: nobody can tell whether the token has been used. */
  | { readonly kind: 'overloaded'; readonly client: string };

/** `authorization`: the values of every Authorization header of the request. */
export type Authenticate = (authorization: readonly string[], route: Route) => Promise<Authentication>;

export interface TrustParts {
  readonly registry: ClientRegistry;
  readonly keysOf: (client: RegisteredClient) => KeyRing;
  readonly replay: ReplayGuard;
  readonly nowSeconds: () => number;
}

export function createAuthenticate({ registry, keysOf, replay, nowSeconds }: TrustParts): Authenticate {
  const expected = createAudiences();

  return async (authorization, route) => {
    const read = readToken(authorization);
    if (read.kind === 'refused') return read;
    const { token } = read;
    const claims = parseClaims(token.claims);
    if (!claims) return refused('malformed-claims');
    const found = registry.find(claims.iss, claims.tenant);
    if (!found) return refused('unknown-issuer');
    const { client } = found;
    const fault = faultOfToken(token, claims, client, expected(client, route), nowSeconds());
    if (fault) return refused(fault, client.id);
    const unsigned = await faultOfSignature(token, keysOf(client));
    if (unsigned) return refused(unsigned, client.id);
    if (found.kind === 'other-tenant') return { kind: 'not-entitled', client: client.id };
    return admitted(client, claims, replay);
  };
}

const refused = (reason: RefusalReason, client?: string): Authentication => ({
  kind: 'refused',
  reason,
  ...(client === undefined ? {} : { client }),
});

/** All that can be said before the signature is looked at. */
function faultOfToken(
  { alg, jku }: Token,
  claims: Claims,
  client: RegisteredClient,
  audiences: ReadonlySet<string>,
  nowSeconds: number,
): RefusalReason | undefined {
  if (!namesAudience(claims, audiences)) return 'other-audience';
  const untimely = faultOfTimes(claims, client, nowSeconds);
  if (untimely) return untimely;
  if (client.sub !== undefined && claims.sub !== client.sub) return 'other-subject';
  if (!client.algorithms.includes(alg)) return 'algorithm-not-allowed';
  // compared as it stands: two spellings of one address are two addresses (CH-133)
  return jku !== undefined && jku !== client.keys.jku ? 'other-key-address' : undefined;
}

async function faultOfSignature({ compact, kid, alg }: Token, keys: KeyRing): Promise<RefusalReason | undefined> {
  const found = await keys.keyFor(kid, alg);
  if (found.kind === 'none') return found.reason;
  try {
    await compactVerify(compact, found.key, { algorithms: [alg] });
    return undefined;
  } catch {
    return 'bad-signature';
  }
}

/** A `jti` is spent only here, by the one who could sign it: nobody else can use up a client's tokens. */
async function admitted(client: RegisteredClient, claims: Claims, replay: ReplayGuard): Promise<Authentication> {
  const { jti, exp } = claims;
  const letIn = { kind: 'client', client, tenant: client.tenants && claims.tenant } as const;
  if (client.jtiPolicy === 'until-exp') return letIn;
  switch (await replay.remember(client.iss, jti, exp + client.clockSkewSeconds)) {
    case 'new':
      return letIn;
    case 'seen':
      return refused('replayed', client.id);
    case 'full':
      return { kind: 'overloaded', client: client.id };
  }
}

/** Worked out once for each client and route; both are few. */
function createAudiences(): (client: RegisteredClient, route: Route) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (client, route) => {
    const key = `${client.id} ${route.kind} ${'id' in route ? route.id : ''}`;
    const found = known.get(key);
    if (found) return found;
    const audiences = new Set([...audiencesOf(route, client.publicBases), ...client.audienceAliases]);
    known.set(key, audiences);
    return audiences;
  };
}
