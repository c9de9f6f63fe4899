/**
 * Which network addresses may be called on someone else's word (CH-076, CH-148). Whom a client names is called only if it
 * stands on a list; this is the second lock, against names that resolve into a network behind ours.
 */
import ipaddr from 'ipaddr.js';

/** `public-and-site`: also loopback and what a hospital's own network uses, where the operator says so. */
export type AddressPolicy = 'public' | 'public-and-site';

const SITE_RANGES: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

/**
 * Where clouds hand out the credentials of the machine, in ranges that are otherwise harmless or a site's own. The usual
 * 169.254.169.254 is link-local and needs no mention: link-local, multicast, translated and reserved ranges are never called.
 */
const NEVER: ReadonlySet<string> = new Set(['168.63.129.16', '100.100.100.200', 'fd00:ec2:0:0:0:0:0:254']);

/** The part of IPv6 that is routed on the internet at all. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What does not parse is refused. An IPv4 address in IPv6 clothes is judged as what it is. */
export function isAllowedAddress(address: string, policy: AddressPolicy): boolean {
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.process(address);
  if (NEVER.has(parsed.toNormalizedString())) return false;
  const range = parsed.range();
  if (policy === 'public-and-site' && SITE_RANGES.has(range)) return true;
  return range === 'unicast' && (parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6));
}

/** The address in a URL's host, without the brackets of IPv6; undefined for a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}
