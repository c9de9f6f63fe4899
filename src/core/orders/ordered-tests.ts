/** Tests that are on their way, among the drafts or on file: they are not offered again. */
import type { Knowledge } from '../knowledge/compile.js';
import { TEST_IDS } from '../knowledge/orderable-tests.js';
import type { TestId } from '../knowledge/orderable-tests.js';
import type { Parameters } from '../knowledge/parameters.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { PatientRecord } from '../record/record.js';
import { parseFhirDate } from '../time.js';
import type { Calendar, Day } from '../time.js';
import type { DraftOrders } from './draft-orders.js';

export interface OrderedTests {
  /** Not offered again. */
  readonly ordered: ReadonlySet<TestId>;
  /** Those among them that never had a result of any kind, so that an order is all that can be asked for. */
  readonly awaited: ReadonlySet<TestId>;
}

export interface OrderedTestsInput {
  readonly record: PatientRecord;
  readonly drafts: DraftOrders;
  readonly asOf: Day;
  readonly calendar: Calendar;
  readonly knowledge: Knowledge;
  readonly parameters: Parameters;
}

const OPEN: readonly unknown[] = ['active', 'draft', 'on-hold'];
/** A proposal, a plan or an option orders nothing (terminology page 5.4). */
const ORDERING: readonly unknown[] = ['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order'];

/** Orders for which a sample may still be drawn; one of unknown age may have come to nothing long ago. */
function openOrders({ record, asOf, calendar, parameters }: OrderedTestsInput): readonly unknown[] {
  const from = asOf - parameters.safety.testOrderOpenDays.value;
  return record.serviceRequests.flatMap(({ resource }) => {
    const written = parseFhirDate(resource['authoredOn'], calendar);
    const isOpen =
      OPEN.includes(resource['status']) &&
      ORDERING.includes(resource['intent']) &&
      resource['doNotPerform'] !== true &&
      written !== undefined &&
      written.earliest >= from;
    return isOpen ? [resource['code']] : [];
  });
}

const drafted = ({ drafts }: OrderedTestsInput): readonly unknown[] =>
  drafts
    .filter(({ resource }) => resource['resourceType'] === 'ServiceRequest' && ORDERING.includes(resource['intent']))
    .map(({ concept }) => concept);

/** By code alone: the words of a vaccine hold the name of the test. */
export function orderedTests(input: OrderedTestsInput): OrderedTests {
  const { codes, orderableTests } = input.knowledge;
  const { coded, looked } = input.record;
  const sets = new Set<string>(
    [...openOrders(input), ...drafted(input)].flatMap((concept) =>
      codes.matchConcept(concept).flatMap(({ id, by }) => (by === 'code' ? [id] : [])),
    ),
  );
  const ordered = TEST_IDS.filter((id) => orderableTests.tests[id].answeredBy.some((set) => sets.has(set)));
  const hasResult = (id: TestId): boolean =>
    orderableTests.tests[id].answeredBy.some((set) => coded.of(set as ValueSetId).length > 0);
  const canTell = looked.safetyLabs === 'complete' && looked.labsCore === 'complete';
  return {
    ordered: new Set(ordered),
    awaited: new Set(canTell ? ordered.filter((id) => !hasResult(id)) : []),
  };
}
