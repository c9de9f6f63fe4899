/** Why rituximab was given: by the reason of the resource itself, else by that of its order (R-49, ruling 17). */
import type { FactContext } from '../facts/context.js';
import { isObject, listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { MYOSITIS_SETS } from '../knowledge/value-set-ids.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { relativeReference } from '../record/reference.js';
import type { Reason } from './infusion.js';

const ORDER_ELEMENTS = ['request', 'authorizingPrescription', 'basedOn'] as const;
const SETS: Readonly<Record<Reason, readonly ValueSetId[]>> = { malignancy: ['malignancy'], myositis: MYOSITIS_SETS };

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
    for (const element of ORDER_ELEMENTS) {
      for (const link of listOf(resource, element)) {
        const reference = textOf(link, 'reference');
        const order = reference === undefined ? undefined : this.#order(reference);
        const reason = order && this.#own(order);
        if (reason) return reason;
      }
    }
    return undefined;
  }

  #order(reference: string): JsonObject | undefined {
    this.#orders ??= new Map(
      this.#context.record.medications
        .filter(({ type }) => type === 'MedicationRequest')
        .map((entry) => [entry.reference, entry.resource]),
    );
    return this.#orders.get(relativeReference(reference) ?? reference);
  }
}

const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';

/** The codings of a concept that are charge codes; most procedures have none. */
export function chargeCodings({ knowledge }: FactContext, concept: unknown): readonly unknown[] {
  return listOf(concept, 'coding').filter((coding) => {
    const system = member(coding, 'system');
    return isObject(coding) && typeof system === 'string' && knowledge.codes.canonicalSystem(system) === HCPCS;
  });
}
