/** Tests that are ordered already, among the drafts or on file: they are not offered again. */
import type { Knowledge } from '../knowledge/compile.js';
import { TEST_IDS } from '../knowledge/orderable-tests.js';
import type { TestId } from '../knowledge/orderable-tests.js';
import type { PatientRecord } from '../record/record.js';
import type { DraftOrders } from './draft-orders.js';

const OPEN: readonly unknown[] = ['active', 'draft', 'on-hold'];

export function orderedTests(
  record: PatientRecord,
  drafts: DraftOrders,
  { codes, orderableTests }: Knowledge,
): ReadonlySet<TestId> {
  const open = record.serviceRequests.filter(
    ({ resource }) => OPEN.includes(resource['status']) && resource['doNotPerform'] !== true,
  );
  const concepts = [
    ...open.map(({ resource }) => resource['code']),
    ...drafts.filter(({ resource }) => resource['resourceType'] === 'ServiceRequest').map(({ concept }) => concept),
  ];
  const sets = new Set<string>(concepts.flatMap((concept) => codes.matchConcept(concept).map(({ id }) => id)));
  return new Set(TEST_IDS.filter((id) => orderableTests.tests[id].answeredBy.some((set) => sets.has(set))));
}
