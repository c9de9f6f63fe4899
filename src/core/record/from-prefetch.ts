/** Prefetched data as a record: every shape a client may send for a key (conformance page 2.6). */
import type { Coverage } from '../assessment.js';
import { isObject, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { Calendar } from '../time.js';
import { buildRecord } from './build.js';
import { LOOKUPS, TYPE_OF_LOOKUP } from './record.js';
import type { Lookup, PatientRecord } from './record.js';
import { newWalk, walkBundle } from './walk.js';
import type { Found } from './walk.js';

export interface Prefetched {
  readonly found: readonly Found[];
  readonly coverage: Coverage;
}

type Prefetch = Readonly<Record<string, unknown>>;

/** Reads one look-up. `null` says that the query ran and found nothing; an absent key, that it could not run. */
export function readPrefetched(prefetch: Prefetch, lookup: Lookup): Prefetched {
  const found: Found[] = [];
  return { found, coverage: readLookup(found, prefetch, lookup) };
}

/** An answer that holds only resources nobody asked for is no answer. */
function readLookup(found: Found[], prefetch: Prefetch, lookup: Lookup): Coverage {
  if (!Object.hasOwn(prefetch, lookup)) return 'unavailable';
  const before = found.length;
  const coverage = readInto(found, prefetch[lookup]);
  const type = TYPE_OF_LOOKUP[lookup];
  const isOther =
    found.length > before && !found.some((one, index) => index >= before && one.resource['resourceType'] === type);
  return isOther ? 'unavailable' : coverage;
}

/** Adds what a prefetch value holds to `found` and says how far it could be read. */
function readInto(found: Found[], value: unknown): Coverage {
  if (value === null) return 'complete';
  if (!isObject(value)) return 'unavailable';
  if (value['resourceType'] === undefined && isObject(value['resource'])) return readInto(found, value['resource']);
  if (value['resourceType'] === 'OperationOutcome' || typeof value['resourceType'] !== 'string') return 'unavailable';
  if (value['resourceType'] !== 'Bundle') {
    found.push({ resource: value, fullUrl: undefined });
    return 'complete';
  }
  const before = found.length;
  const walk = newWalk(found);
  walkBundle(value, walk);
  const onlyFailure = found.length === before && walk.coverage === 'partial';
  if (walk.tooDeep) found.length = before;
  return walk.tooDeep || onlyFailure ? 'unavailable' : walk.coverage;
}

/** The Patient resource of the call, or undefined when the prefetch does not hold it. */
export function prefetchedPatient(prefetch: Prefetch, patientId: string): JsonObject | undefined {
  const { found } = readPrefetched(prefetch, 'patient');
  return found.find(({ resource }) => resource['resourceType'] === 'Patient' && textOf(resource, 'id') === patientId)
    ?.resource;
}

export function recordFromPrefetch(
  prefetch: Prefetch,
  patient: JsonObject,
  knowledge: Knowledge,
  calendar: Calendar,
  serverBase?: string,
): PatientRecord {
  const found: Found[] = [];
  const looked: Partial<Record<Lookup, Coverage>> = {};
  for (const lookup of LOOKUPS) {
    looked[lookup] = readLookup(found, prefetch, lookup);
  }
  const complete = looked as Record<Lookup, Coverage>;
  return buildRecord({
    found,
    patient,
    patientFullUrl: undefined,
    serverBase,
    looked: complete,
    coverage: complete,
    knowledge,
    calendar,
  });
}
