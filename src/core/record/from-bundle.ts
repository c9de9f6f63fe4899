/** A posted Bundle (any type, searchsets nested in it too) as one patient's record. */
import type { Coverage } from '../assessment.js';
import { isObject, textOf } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { Calendar } from '../time.js';
import type { Assembled } from './assembled.js';
import { buildRecord } from './build.js';
import { TYPE_OF_LOOKUP } from './record.js';
import type { Lookup } from './record.js';
import { newWalk, walkBundle } from './walk.js';

/** The medication history is one thing: a Bundle that holds part of it is the whole of it. */
const MEDICATION_HISTORY = [
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'MedicationDispense',
];

/**
 * Ruling 5: the Bundle is complete for the types it answers (with an entry, or with an empty searchset whose self link
 * names the type), partial when a page was left unread, and could not answer the rest.
 */
export function recordFromBundle(input: unknown, knowledge: Knowledge, calendar: Calendar): Assembled {
  if (!isObject(input) || input['resourceType'] !== 'Bundle') return { kind: 'fault', fault: 'not-a-bundle' };
  const walk = newWalk();
  walkBundle(input, walk);
  if (walk.tooDeep) return { kind: 'fault', fault: 'nested-too-deep' };
  const patients = walk.found.filter(({ resource }) => resource['resourceType'] === 'Patient');
  const first = patients[0];
  if (!first) return { kind: 'fault', fault: 'no-patient' };
  const name = (found: (typeof patients)[number]) => textOf(found.resource, 'id') ?? found.fullUrl ?? '';
  if (patients.some((one) => name(one) !== name(first))) return { kind: 'fault', fault: 'several-patients' };

  const present = new Set(walk.answered);
  for (const { resource } of walk.found) present.add(String(resource['resourceType']));
  if (MEDICATION_HISTORY.some((type) => present.has(type))) for (const type of MEDICATION_HISTORY) present.add(type);
  const coverageOf = (type: string): Coverage => (present.has(type) ? walk.coverage : 'unavailable');
  const looked = Object.fromEntries(
    Object.entries(TYPE_OF_LOOKUP).map(([lookup, type]) => [lookup, coverageOf(type)]),
  ) as Record<Lookup, Coverage>;
  const coverage = Object.fromEntries(
    [...new Set(Object.values(TYPE_OF_LOOKUP))].map((type) => [type, coverageOf(type)]),
  );
  return {
    kind: 'record',
    record: buildRecord({
      found: walk.found,
      patient: first.resource,
      patientFullUrl: first.fullUrl,
      looked,
      coverage,
      knowledge,
      calendar,
    }),
  };
}
