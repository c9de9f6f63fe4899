/** Which resources are evidence that a drug was taken (terminology pages 5.4 and 5.5, invariant I-8). */
import { listOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { MedicationEntry } from '../record/record.js';
import { relativeReference } from '../record/reference.js';

const TAKEN_STATUS: Readonly<Record<MedicationEntry['type'], readonly string[]>> = {
  MedicationRequest: ['active', 'completed', 'stopped', 'on-hold', 'unknown'],
  MedicationStatement: ['active', 'completed', 'stopped', 'on-hold', 'unknown'],
  MedicationDispense: ['completed'],
  MedicationAdministration: ['completed', 'in-progress', 'stopped'],
};
const COUNTED_INTENT: ReadonlySet<string> = new Set([
  'order',
  'original-order',
  'instance-order',
  'filler-order',
  'reflex-order',
  'plan',
]);

/** Orders made out of another order. */
const COPY_INTENT: ReadonlySet<string> = new Set(['instance-order', 'reflex-order']);

export const hasTakenStatus = ({ type, resource }: MedicationEntry): boolean =>
  TAKEN_STATUS[type].includes(textOf(resource, 'status') ?? '');

/** `Type/id` of a reference however it is written; what cannot be shortened stands as it is. */
export function referenceOf(value: unknown): string | undefined {
  const reference = textOf(value, 'reference');
  return reference === undefined ? undefined : (relativeReference(reference) ?? reference);
}

export const isInpatient = (resource: JsonObject): boolean =>
  listOf(resource, 'category').some((category) =>
    listOf(category, 'coding').some((coding) => textOf(coding, 'code') === 'inpatient'),
  );

/** The orders of a record, and those of them that administrations carried out. */
export class Orders {
  readonly #known: ReadonlySet<string>;
  readonly #carriedOut = new Set<string>();

  constructor(medications: readonly MedicationEntry[]) {
    const known = new Set<string>();
    for (const entry of medications) {
      if (entry.type === 'MedicationRequest') known.add(entry.reference);
      if (entry.type !== 'MedicationAdministration' || !hasTakenStatus(entry)) continue;
      const order = referenceOf(entry.resource['request']);
      if (order !== undefined) this.#carriedOut.add(order);
    }
    this.#known = known;
  }

  isCarriedOut(reference: string): boolean {
    return this.#carriedOut.has(reference);
  }

  /** Proposals and options are not orders; a copy of an order that is on file would count it twice. */
  isExposure(resource: JsonObject): boolean {
    const intent = textOf(resource, 'intent') ?? 'order';
    if (!COUNTED_INTENT.has(intent)) return false;
    return (
      !COPY_INTENT.has(intent) ||
      !listOf(resource, 'basedOn').some((parent) => this.#known.has(referenceOf(parent) ?? ''))
    );
  }
}
