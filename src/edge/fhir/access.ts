/** Whether, and as whom, the service may read from the FHIR server that a hook names (CH-049, CH-050, CH-067 … CH-078). */
import type { FhirAuthorization } from '../../core/cds-hooks/index.js';
import { Secret } from '../secret.js';
import type { Vendor } from '../trust/vendors.js';
import { Scopes, lacksPatient } from './scopes.js';
import type { Interaction, Permission } from './scopes.js';
import { VENDOR_LIMITS } from './vendors.js';
import type { VendorLimits } from './vendors.js';

/** What fetching has to know of the CDS client that calls. */
export interface FetchingClient {
  /** Base addresses that may be called on this client's word; `any` only where nothing real is at stake (CH-076). */
  readonly fhirServers: readonly string[] | 'any';
  readonly vendor?: Vendor | undefined;
  /** Our client id at this client's authorization server, where it was agreed (CH-078). */
  readonly subject?: string | undefined;
}

export interface AccessRules {
  /** Production: no http, and no call without a token (CH-050, CH-067). */
  readonly isProduction: boolean;
}

/** One hook call's right to read: lives as long as the call and is never kept (CH-069). */
export interface FhirAccess {
  /** Without a slash at its end. */
  readonly base: string;
  readonly origin: string;
  readonly token: Secret | undefined;
  /** Milliseconds on the same clock as `receivedAt`; no call is made from then on (CH-072). */
  readonly expiresAt: number;
  readonly vendor: VendorLimits;
  readonly permissionFor: (type: string, interaction: Interaction) => Permission;
}

/** The part of a hook request that speaks of access. */
export interface AccessRequest {
  readonly fhirServer: string | undefined;
  readonly fhirAuthorization: FhirAuthorization | undefined;
}

const withoutSlash = (address: string): string => address.replace(/\/+$/, '');

/** Scheme, host, port and path as one spelling; undefined for what is no plain address of a server. */
function baseOf(address: string): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isPlain ? url : undefined;
}

function isAllowed(base: string, { fhirServers }: FetchingClient): boolean {
  if (fhirServers === 'any') return true;
  return fhirServers.some((allowed) => {
    const url = baseOf(allowed);
    return url !== undefined && withoutSlash(url.href) === base;
  });
}

const EVERYTHING = (): Permission => 'full';

/** Undefined: nothing may be read. `receivedAt` is when the request came. */
export function accessOf(
  { fhirServer, fhirAuthorization }: AccessRequest,
  client: FetchingClient,
  { isProduction }: AccessRules,
  receivedAt: number,
): FhirAccess | undefined {
  const url = fhirServer === undefined ? undefined : baseOf(fhirServer);
  if (!url || (isProduction && (url.protocol !== 'https:' || !fhirAuthorization))) return undefined;
  const base = withoutSlash(url.href);
  if (!isAllowed(base, client)) return undefined;
  const scopes = fhirAuthorization && new Scopes(fhirAuthorization.scope);
  return {
    base,
    origin: url.origin,
    token: fhirAuthorization && new Secret(fhirAuthorization.access_token),
    expiresAt: fhirAuthorization ? receivedAt + fhirAuthorization.expires_in * 1000 : Number.POSITIVE_INFINITY,
    vendor: VENDOR_LIMITS[client.vendor ?? 'generic'],
    permissionFor: scopes ? (type, interaction) => scopes.permissionFor(type, interaction) : EVERYTHING,
  };
}

/** What is odd about an authorization and no reason to refuse it: for the log. */
export type AccessRemark = 'patient-not-named' | 'other-subject';

export function remarksOn(
  authorization: FhirAuthorization | undefined,
  { subject }: FetchingClient,
): readonly AccessRemark[] {
  if (!authorization) return [];
  const remarks: AccessRemark[] = [];
  if (lacksPatient(authorization)) remarks.push('patient-not-named');
  if (subject !== undefined && subject !== authorization.subject) remarks.push('other-subject');
  return remarks;
}
