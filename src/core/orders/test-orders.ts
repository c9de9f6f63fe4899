/** Orders that a card offers: tests and nothing else (I-6, S-27a). Each is a draft that a person signs, or not. */
import type { ServiceRequest } from 'fhir/r4.js';
import type { Action, Suggestion } from '../cds-hooks/response.js';
import type { OrderableTests, TestId } from '../knowledge/orderable-tests.js';

export interface TestOrderInput {
  readonly tests: readonly TestId[];
  readonly catalogue: OrderableTests;
  /** `Patient/123` */
  readonly subject: string;
  readonly encounterId: string | undefined;
  /** `YYYY-MM-DD` */
  readonly authoredOn: string;
  /** Why a test is needed, in words. */
  readonly reasonOf: (test: TestId) => string;
  /** Words of the buttons. */
  readonly labelOf: (title: string) => string;
  readonly labelOfAll: (count: number) => string;
  readonly newId: () => string;
}

function orderOf(test: TestId, input: TestOrderInput): ServiceRequest {
  const { catalogue, subject, encounterId, authoredOn, reasonOf } = input;
  const { title, order } = catalogue.tests[test];
  return {
    resourceType: 'ServiceRequest',
    meta: { profile: [catalogue.profile] },
    status: 'draft',
    intent: 'order',
    category: [{ coding: [catalogue.category] }],
    code: { coding: [order], text: title },
    subject: { reference: subject },
    ...(encounterId === undefined ? {} : { encounter: { reference: `Encounter/${encounterId}` } }),
    authoredOn,
    reasonCode: [{ text: reasonOf(test) }],
  };
}

/** One button for all tests where there are several, then one for each; none without a test. */
export function testSuggestions(input: TestOrderInput): readonly Suggestion[] {
  const { tests, catalogue, labelOf, labelOfAll, newId } = input;
  const action = (test: TestId): Action => ({
    type: 'create',
    description: labelOf(catalogue.tests[test].title),
    resource: orderOf(test, input),
  });
  const single = tests.map((test): Suggestion => ({
    label: labelOf(catalogue.tests[test].title),
    uuid: newId(),
    actions: [action(test)],
  }));
  const [first, ...others] = tests;
  if (first === undefined || others.length === 0) return single;
  const actions = [action(first), ...others.map(action)] as const;
  return [{ label: labelOfAll(tests.length), uuid: newId(), isRecommended: true, actions }, ...single];
}
