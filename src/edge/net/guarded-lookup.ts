/**
 * Resolves names for outgoing connections and refuses addresses that may not be called. The connection uses the very
 * addresses that were checked, so a name cannot point elsewhere between check and call (DNS rebinding).
 */
import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress, LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isAllowedAddress } from './private-address.js';
import type { AddressPolicy } from './private-address.js';

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** One forbidden address among several refuses the name: nobody honest mixes them. A literal address is checked as well. */
export function guardedLookup(policy: AddressPolicy, resolve: Resolve = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      // of a name that leads nowhere there are no addresses at all, whatever the types say
      if (error) {
        callback(error, '');
        return;
      }
      const [first] = found;
      if (!first || !found.every(({ address }) => isAllowedAddress(address, policy)))
        callback(new Error('address refused'), '');
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
