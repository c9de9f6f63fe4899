/** Prefetched data as a record: every shape a client may send for a key (conformance page 2.6). */
import type { Coverage } from '../assessment.js';
import { isObject, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { Calendar } from '../time.js';
import { buildRecord } from './build.js';
import { LOOKUPS } from './record.js';
import type { Lookup, PatientRecord } from './record.js';
import { newWalk, walkBundle } from './walk.js';
import type { Found } from './walk.js';

export interface Prefetched {
  readonly found: readonly Found[];
  readonly coverage: Coverage;
}

const NOTHING_FOUND: Prefetched = { found: [], coverage: 'complete' };
const UNAVAILABLE: Prefetched = { found: [], coverage: 'unavailable' };

/** Reads one prefetch value. `null` says that the query ran and found nothing; an absent key, that it could not run. */
export function readPrefetched(value: unknown): Prefetched {
  if (value === null) return NOTHING_FOUND;
  if (!isObject(value)) return UNAVAILABLE;
  if (value['resourceType'] === undefined && isObject(value['resource'])) return readPrefetched(value['resource']);
  if (value['resourceType'] === 'OperationOutcome' || typeof value['resourceType'] !== 'string') return UNAVAILABLE;
  if (value['resourceType'] !== 'Bundle')
    return { found: [{ resource: value, fullUrl: undefined }], coverage: 'complete' };
  const walk = newWalk();
  walkBundle(value, walk);
  if (walk.tooDeep) return UNAVAILABLE;
  const onlyFailure = walk.found.length === 0 && walk.coverage === 'partial';
  return onlyFailure ? UNAVAILABLE : { found: walk.found, coverage: walk.coverage };
}

/** The Patient resource of the call, or undefined when the prefetch does not hold it. */
export function prefetchedPatient(value: unknown, patientId: string): JsonObject | undefined {
  const { found } = readPrefetched(value);
  return found.find(({ resource }) => resource['resourceType'] === 'Patient' && textOf(resource, 'id') === patientId)
    ?.resource;
}

export function recordFromPrefetch(
  prefetch: Readonly<Record<string, unknown>>,
  patient: JsonObject,
  knowledge: Knowledge,
  calendar: Calendar,
): PatientRecord {
  const found: Found[] = [];
  const looked: Partial<Record<Lookup, Coverage>> = {};
  for (const lookup of LOOKUPS) {
    const read = Object.hasOwn(prefetch, lookup) ? readPrefetched(prefetch[lookup]) : UNAVAILABLE;
    looked[lookup] = read.coverage;
    for (const one of read.found) found.push(one);
  }
  const complete = looked as Record<Lookup, Coverage>;
  return buildRecord({
    found,
    patient,
    patientFullUrl: undefined,
    looked: complete,
    coverage: complete,
    knowledge,
    calendar,
  });
}
