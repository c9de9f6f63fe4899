/** What a service has to know before it can say whether it will say anything; only then is the rest worth fetching. */
import { prefetchedPatient, readPrefetched } from '../record/from-prefetch.js';
import type { Prefetched } from '../record/from-prefetch.js';
import { LOOKUPS } from '../record/record.js';
import type { Lookup } from '../record/record.js';
import type { ServiceCall } from './service.js';

/** Indispensable (ruling 24), and enough to tell whom a service speaks for. */
const GATE: readonly Lookup[] = ['patient', 'conditions'];

/** The gate's own look-ups and where the infusions of rituximab stand. */
export const GATE_PROFILE: readonly Lookup[] = [...GATE, 'medicationAdministrations'];

/** Where an infusion visit shows (ruling 21). */
export const VISIT: readonly Lookup[] = [...GATE_PROFILE, 'medicationRequests', 'encounters'];

const NOTHING: readonly Lookup[] = [];

/** Look-ups that can still change the answer; `isInScope` judges the conditions on file. */
export function needsOf(
  { prefetch, patientId }: Pick<ServiceCall, 'prefetch' | 'patientId'>,
  isInScope: (conditions: Prefetched) => boolean,
): readonly Lookup[] {
  const conditions = readPrefetched(prefetch, 'conditions');
  if (conditions.coverage === 'unavailable' || !prefetchedPatient(prefetch, patientId)) return GATE;
  if (isInScope(conditions)) return LOOKUPS;
  // a page that was not read may hold what decides
  return conditions.coverage === 'partial' ? GATE : NOTHING;
}
