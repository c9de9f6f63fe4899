/** Settings of a client that are fine at a desk and dangerous in production, each refused with the reason. */
import { isAllowedAddress, literalAddress } from '../net/private-address.js';
import type { EntryFault } from './client-clashes.js';
import type { ClientEntry } from './clients-file.js';

export interface SiteRules {
  readonly isProduction: boolean;
  /** Whether addresses of the site's own network may be called (FETCH_SITE_ADDRESSES). */
  readonly allowSiteAddresses: boolean;
}

/** `path` below the entry. */
export function unsafeIn(entry: ClientEntry, { isProduction, allowSiteAddresses }: SiteRules): readonly EntryFault[] {
  if (!isProduction) return [];
  const { id, iss, jku, jwks, fhirServers, publicBaseUrls, origins, features } = entry;
  const say = (name: string, text: string): EntryFault => ({ path: [name], text: `${id}: ${text}` });
  const faults: EntryFault[] = [];
  const called = [...(jku === undefined || jwks ? [] : [['jku', jku] as const]), ...all('fhirServers', fhirServers)];
  const named = [
    ['iss', iss] as const,
    ...(jku === undefined ? [] : [['jku', jku] as const]),
    ...all('fhirServers', fhirServers),
    ...all('publicBaseUrls', publicBaseUrls),
    ...all('origins', origins),
  ];
  for (const [name, address] of named)
    if (isPlainHttp(address)) faults.push(say(name, `${name} must not be http in production (${address})`));
  for (const [name, address] of called)
    if (isInside(address, allowSiteAddresses))
      faults.push(say(name, `${name} must not be an address of a private network in production (${address})`));
  if (iss === SANDBOX_ISSUER || jwks?.keys.some(({ x }) => x === SANDBOX_KEY) === true)
    faults.push(say('iss', 'the private key of the CDS Hooks Sandbox is public: anybody can sign as it'));
  if (features.mirrorSystemActions) faults.push(say('features', 'mirrorSystemActions is for demonstrations only'));
  return faults;
}

const SANDBOX_ISSUER = 'https://sandbox.cds-hooks.org';
/** The x coordinate of its key, whatever issuer it is entered for. */
const SANDBOX_KEY = 'dw_JGR8nB2I6XveNxUOl2qk699ZPLM2nYI5STSdiEl9avAkrm3CkfYMbrrjr8laB';

const all = (name: string, addresses: readonly string[] | undefined): readonly (readonly [string, string])[] =>
  (addresses ?? []).map((address) => [name, address]);

const isPlainHttp = (address: string): boolean => /^http:/i.test(address);

/** Names are looked at when they are resolved; what stands here literally is seen at once. */
function isInside(address: string, allowSiteAddresses: boolean): boolean {
  const { hostname } = new URL(address);
  if (/(?:^|\.)localhost\.?$/.test(hostname)) return true;
  const literal = literalAddress(hostname);
  if (literal === undefined) return false;
  return !isAllowedAddress(literal, allowSiteAddresses ? 'public-and-site' : 'public') || isLoopback(literal);
}

const isLoopback = (literal: string): boolean => literal.startsWith('127.') || literal === '::1';
