/** What a client sent for each prefetch key, and whether the server should be asked for more (CH-057 … CH-064). */
import { isObject } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { LOOKUPS, TYPE_OF_LOOKUP } from '../../core/record/record.js';
import type { Lookup } from '../../core/record/record.js';
import { openMedications } from './medications.js';
import { nextPage } from './pages.js';

export type Received =
  /** Used as it is; an OperationOutcome too: the client has tried, and trying again is pointless (CH-059). */
  | 'settled'
  /** Not there, or nothing that could be data. */
  | 'absent'
  /** `null` where an empty answer would decide something: some EHRs send it for searches they cannot make (CH-060). */
  | 'doubtful'
  /** A first page. */
  | 'first-page'
  /** Complete but for Medications that orders refer to. */
  | 'medications-open';

/** Look-ups whose emptiness silences the service or clears a risk. */
const REFETCHED_ON_NULL: readonly Lookup[] = [
  'conditions',
  'medicationRequests',
  'medicationAdministrations',
  'safetyLabs',
];

/** Look-ups that may refer to Medications. */
const MEDICATION_LOOKUPS: readonly Lookup[] = [
  'medicationRequests',
  'medicationAdministrations',
  'medicationStatements',
  'medicationDispenses',
];

function stateOf(prefetch: JsonObject, lookup: Lookup, base: string): Received {
  const value = Object.hasOwn(prefetch, lookup) ? prefetch[lookup] : undefined;
  if (value === null) return REFETCHED_ON_NULL.includes(lookup) ? 'doubtful' : 'settled';
  if (!isObject(value)) return 'absent';
  const type = value['resourceType'];
  if (type === undefined) return isObject(value['resource']) ? 'settled' : 'absent';
  if (type !== 'Bundle') return type === 'OperationOutcome' || type === TYPE_OF_LOOKUP[lookup] ? 'settled' : 'absent';
  if (nextPage(value) !== undefined) return 'first-page';
  return MEDICATION_LOOKUPS.includes(lookup) && openMedications(value, base).length > 0
    ? 'medications-open'
    : 'settled';
}

/** Every look-up that the server could add to. */
export function openLookups(prefetch: JsonObject, base: string): ReadonlyMap<Lookup, Received> {
  const open = new Map<Lookup, Received>();
  for (const lookup of LOOKUPS) {
    const state = stateOf(prefetch, lookup, base);
    if (state !== 'settled') open.set(lookup, state);
  }
  return open;
}
