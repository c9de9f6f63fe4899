/**
 * Which network addresses may be called on someone else's word (CH-076, CH-148). What a client names is called only if it
 * stands on a list; this is the second lock, against names that resolve into our own network.
 */
import ipaddr from 'ipaddr.js';

/** Loopback, and what a hospital's own network uses: open where a site says so. */
const SITE_RANGES: readonly string[] = ['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'];

export type AddressPolicy = 'public' | 'public-and-site';

/** Link-local addresses (where clouds keep their credentials), multicast and reserved ranges are never allowed. */
export function isAllowedAddress(address: string, policy: AddressPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  // an IPv4 address in IPv6 clothes is judged as what it is
  const range = ipaddr.process(address).range();
  return range === 'unicast' || (policy === 'public-and-site' && SITE_RANGES.includes(range));
}

/** The address in a URL's host, without the brackets of IPv6; undefined for a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}
