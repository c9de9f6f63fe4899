/** A CDS client as we agreed with it: who it is, how it proves that, and what it may do. */
import type { Algorithm } from './algorithms.js';
import type { Jwk } from './jwk.js';
import type { Vendor } from './vendors.js';

/** What a client is known to understand or wants beyond the common core: all off unless agreed (CH-104, CH-117, CH-119). */
export interface ClientFeatures {
  readonly actionSelectionBehavior: boolean;
  readonly autolaunchable: boolean;
  readonly systemActions: boolean;
  /** Repeats system actions under `extension.systemActions`, where the Sandbox looks for them; demonstrations only. */
  readonly mirrorSystemActions: boolean;
}

interface ClientLimits {
  readonly requestsPerMinute: number;
  readonly bodyBytes: number;
}

export interface CdsClient {
  /** Our own short name of the client: what logs and metrics call it. */
  readonly id: string;
  readonly name: string;
  /** Base addresses of FHIR servers it may send us to; `any` only in a demonstration (CH-076). */
  readonly fhirServers: readonly string[] | 'any';
  readonly vendor: Vendor | undefined;
  /** Our client id at its authorization server (CH-078). */
  readonly subject: string | undefined;
  readonly features: ClientFeatures;
  readonly limits: ClientLimits;
}

/** Where its keys come from: handed over beforehand, or published by it (CH-140). */
export type ClientKeys =
  | { readonly kind: 'inline'; readonly keys: readonly Jwk[]; readonly jku: string | undefined }
  | { readonly kind: 'published'; readonly jku: string };

/** How a registered client's tokens are judged. */
export interface RegisteredClient extends CdsClient {
  readonly iss: string;
  /** Undefined: the client has no tenants, or we do not tell them apart. */
  readonly tenants: readonly string[] | undefined;
  /** Pinned `sub`, which CDS Hooks does not define and some vendors send (CH-135). */
  readonly sub: string | undefined;
  readonly keys: ClientKeys;
  readonly algorithms: readonly Algorithm[];
  readonly publicBases: readonly string[];
  /** Complete `aud` values that mean any of our addresses, for clients in which it cannot be set properly. */
  readonly audienceAliases: readonly string[];
  /** `until-exp`: a token may be sent again until it expires, as one test tool does (CH-142). */
  readonly jtiPolicy: 'once' | 'until-exp';
  readonly maxLifetimeSeconds: number;
  readonly clockSkewSeconds: number;
  /** Of web pages that may call on this client's behalf (CH-149). */
  readonly origins: readonly string[];
}

export const NO_FEATURES: ClientFeatures = {
  actionSelectionBehavior: false,
  autolaunchable: false,
  systemActions: false,
  mirrorSystemActions: false,
};

export const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

/** Whoever calls where nobody is asked who they are (TRUST_MODE=off). */
export function anonymousClient(fhirServers: CdsClient['fhirServers'], vendor: Vendor | undefined): CdsClient {
  return {
    id: 'anonymous',
    name: 'anonymous',
    fhirServers,
    vendor,
    subject: undefined,
    features: NO_FEATURES,
    limits: { requestsPerMinute: Number.POSITIVE_INFINITY, bodyBytes: LARGEST_BODY_BYTES },
  };
}
