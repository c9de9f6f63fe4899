/** Why rituximab was given: by the reason of the resource itself, else by that of its order (R-49, ruling 17). */
import type { FactContext } from '../facts/context.js';
import { listOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { MYOSITIS_SETS } from '../knowledge/value-set-ids.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { relativeReference } from '../record/reference.js';
import type { Reason } from './infusion.js';

const ORDER_ELEMENTS = ['request', 'authorizingPrescription', 'basedOn'] as const;
const SETS: Readonly<Record<Reason, readonly ValueSetId[]>> = { malignancy: ['malignancy'], myositis: MYOSITIS_SETS };

/** The orders that a resource carries out. */
export const ordersOf = (resource: JsonObject | undefined): readonly string[] =>
  ORDER_ELEMENTS.flatMap((element) => listOf(resource, element)).flatMap((link) => {
    const reference = textOf(link, 'reference');
    return reference === undefined ? [] : [relativeReference(reference) ?? reference];
  });

export class ReasonReader {
  readonly #context: FactContext;
  #orders: ReadonlyMap<string, JsonObject> | undefined;

  constructor(context: FactContext) {
    this.#context = context;
  }

  reasonOf(resource: JsonObject): Reason | undefined {
    return this.#own(resource) ?? this.#ofOrder(resource);
  }

  #own(resource: JsonObject): Reason | undefined {
    const named = listOf(resource, 'reasonCode').flatMap((concept) =>
      this.#context.knowledge.codes.matchConcept(concept).map(({ id }) => id),
    );
    const references = listOf(resource, 'reasonReference').map((one) => textOf(one, 'reference') ?? '');
    const isAbout = (ids: readonly ValueSetId[]): boolean =>
      named.some((id) => ids.includes(id)) || references.some((one) => this.#isConditionIn(one, ids));
    return isAbout(SETS.malignancy) ? 'malignancy' : isAbout(SETS.myositis) ? 'myositis' : undefined;
  }

  #isConditionIn(reference: string, ids: readonly ValueSetId[]): boolean {
    const name = relativeReference(reference) ?? reference;
    return ids.some((id) => this.#context.record.coded.of(id).some((one) => one.reference === name));
  }

  #ofOrder(resource: JsonObject): Reason | undefined {
    for (const reference of ordersOf(resource)) {
      const order = this.#order(reference);
      const reason = order && this.#own(order);
      if (reason) return reason;
    }
    return undefined;
  }

  #order(reference: string): JsonObject | undefined {
    this.#orders ??= new Map(
      this.#context.record.medications
        .filter(({ type }) => type === 'MedicationRequest')
        .map((entry) => [entry.reference, entry.resource]),
    );
    return this.#orders.get(reference);
  }
}
