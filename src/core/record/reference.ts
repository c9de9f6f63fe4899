/** FHIR references: what a card shows of a resource, and whom a resource is about. */
import type { JsonObject } from '../json.js';
import { textOf } from '../json.js';
import type { Found } from './walk.js';

const RELATIVE = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/;

/** `Type/id` of a relative or absolute reference, without version; undefined for `urn:`, `#contained` and logical ones. */
export function relativeReference(reference: string): string | undefined {
  return RELATIVE.exec(reference)?.[1];
}

/** How a resource is named on cards: `Type/id`, else the entry's fullUrl, else its place. */
export function nameOf({ resource, fullUrl }: Found, index: number): string {
  const type = String(resource['resourceType']);
  const id = textOf(resource, 'id');
  return id === undefined ? (fullUrl ?? `${type}#${index + 1}`) : `${type}/${id}`;
}

/** Tells whether a resource is about the patient; remembers the reference it saw last, for most are the same. */
export class SubjectCheck {
  readonly #own: ReadonlySet<string>;
  #lastText = '';
  #lastAnswer = false;

  constructor(patientReference: string, fullUrl: string | undefined) {
    this.#own = new Set(fullUrl === undefined ? [patientReference] : [patientReference, fullUrl]);
  }

  isAbout(resource: JsonObject): boolean {
    const reference = textOf(resource['subject'] ?? resource['patient'], 'reference');
    if (reference === undefined) return false;
    if (reference === this.#lastText) return this.#lastAnswer;
    this.#lastText = reference;
    this.#lastAnswer = this.#own.has(reference) || this.#own.has(relativeReference(reference) ?? '');
    return this.#lastAnswer;
  }
}
