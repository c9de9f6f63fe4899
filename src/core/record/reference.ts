/** FHIR references: what a card shows of a resource, and whom a resource is about. */
import type { JsonObject } from '../json.js';
import { asObject, asText, textOf } from '../json.js';
import type { Found } from './walk.js';

const RELATIVE = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/;

/** `Type/id` of a relative or absolute reference, without version; undefined for `urn:`, `#contained` and logical ones. */
export function relativeReference(reference: string): string | undefined {
  return RELATIVE.exec(reference)?.[1];
}

/** How a resource is named on cards: `Type/id`, else the entry's fullUrl, else its place. */
export function nameOf({ resource, fullUrl }: Found, index: number): string {
  const type = String(resource['resourceType']);
  const id = asText(resource['id']);
  return id === undefined ? (fullUrl ?? `${type}#${index + 1}`) : `${type}/${id}`;
}

/** `Patient/id`, by the resource's own id, else by the address it was found under. */
export function patientReference(patient: JsonObject, fullUrl: string | undefined): string {
  const id = textOf(patient, 'id');
  if (id !== undefined) return `Patient/${id}`;
  return fullUrl === undefined ? 'Patient/' : (relativeReference(fullUrl) ?? fullUrl);
}

const ABSOLUTE = /^https?:\/\//;

const withoutSlash = (address: string): string => address.replace(/\/$/, '');

/** The server part of the patient's own address. */
function baseOf(fullUrl: string | undefined, reference: string): string | undefined {
  return fullUrl !== undefined && ABSOLUTE.test(fullUrl) && fullUrl.endsWith(`/${reference}`)
    ? fullUrl.slice(0, -reference.length)
    : undefined;
}

/** Tells whether a resource is about the patient; remembers the reference it saw last, for most are the same. */
export class SubjectCheck {
  readonly #patient: string;
  readonly #fullUrl: string | undefined;
  /** Where the patient lives; a patient of another server is another patient, whatever the id. */
  readonly #bases: readonly string[];
  #lastText = '';
  #lastAnswer = false;

  constructor(patient: string, fullUrl: string | undefined, serverBase: string | undefined) {
    this.#patient = patient;
    this.#fullUrl = fullUrl;
    this.#bases = [baseOf(fullUrl, patient), serverBase].filter((base) => base !== undefined).map(withoutSlash);
  }

  isAbout(resource: JsonObject): boolean {
    const reference = asText(asObject(resource['subject'] ?? resource['patient'])['reference']);
    if (reference === undefined) return false;
    if (reference === this.#lastText) return this.#lastAnswer;
    this.#lastText = reference;
    this.#lastAnswer = this.#isOwn(reference);
    return this.#lastAnswer;
  }

  #isOwn(reference: string): boolean {
    if (reference === this.#patient || reference === this.#fullUrl) return true;
    if (relativeReference(reference) !== this.#patient) return false;
    const isElsewhere = ABSOLUTE.test(reference) && this.#bases.length > 0;
    return !isElsewhere || this.#bases.some((base) => reference.startsWith(`${base}/`));
  }
}
