/** Medications that orders refer to and that did not come with them: asked for by id, many at a time where a server allows it. */
import { isObject, member, textOf } from '../../core/json.js';
import { relativeReference } from '../../core/record/reference.js';
import { newWalk, walkBundle } from '../../core/record/walk.js';
import { getResource } from './get-resource.js';
import { readPages, underBase } from './pages.js';
import type { Session } from './session.js';

const REFERRING: readonly unknown[] = [
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'MedicationDispense',
];
const ID = /^Medication\/([A-Za-z0-9.-]{1,64})$/;

/** Ids of Medications on this server that the Bundle refers to and does not hold. */
export function openMedications(bundle: unknown, base: string): readonly string[] {
  if (!isObject(bundle)) return [];
  const walk = newWalk();
  walkBundle(bundle, walk);
  const held = new Set<string>();
  const named = new Set<string>();
  for (const { resource, fullUrl } of walk.found) {
    if (resource['resourceType'] === 'Medication') {
      held.add(`Medication/${textOf(resource, 'id') ?? ''}`);
      if (fullUrl !== undefined) held.add(fullUrl);
    } else if (REFERRING.includes(resource['resourceType']) && resource['medicationCodeableConcept'] === undefined) {
      const reference = textOf(member(resource, 'medicationReference'), 'reference');
      if (reference !== undefined) named.add(reference);
    }
  }
  return [...new Set([...named].flatMap((reference) => idOf(reference, held, base)))];
}

function idOf(reference: string, held: ReadonlySet<string>, base: string): readonly string[] {
  const relative = relativeReference(reference);
  const isElsewhere = /^[a-z]+:/i.test(reference) && !reference.startsWith(`${base}/`);
  if (relative === undefined || isElsewhere || held.has(relative) || held.has(reference)) return [];
  const id = ID.exec(relative)?.[1];
  return id === undefined ? [] : [id];
}

/** The Medications as entries of a Bundle; those that could not be read are simply not there (ruling 24). */
export async function fetchMedications(session: Session, ids: readonly string[]): Promise<readonly unknown[]> {
  const { access, limits } = session;
  const some = ids.slice(0, limits.mostMedications);
  const isSearched = access.vendor.medications === 'search' && access.permissionFor('Medication', 'search') !== 'none';
  if (!isSearched) return (await Promise.all(some.map((id) => readMedication(session, id)))).flat();
  const batches = Array.from({ length: Math.ceil(some.length / limits.medicationsPerSearch) }, (_value, index) =>
    some.slice(index * limits.medicationsPerSearch, (index + 1) * limits.medicationsPerSearch),
  );
  const pages = await Promise.all(
    batches.map((batch) => readPages(session, `Medication?_id=${batch.join(',')}&_count=${batch.length}`)),
  );
  return pages.flatMap(({ entries }) => entries).filter(isMedication);
}

async function readMedication(session: Session, id: string): Promise<readonly unknown[]> {
  const { base, permissionFor } = session.access;
  const url = underBase(`Medication/${id}`, base);
  if (!url || permissionFor('Medication', 'read') === 'none') return [];
  const got = await getResource(session, url);
  if (got.kind === 'failed') return [];
  const entry = { fullUrl: url.href, resource: got.resource, search: { mode: 'include' } };
  return isMedication(entry) ? [entry] : [];
}

const isMedication = (entry: unknown): boolean => textOf(member(entry, 'resource'), 'resourceType') === 'Medication';
