/** Which drug a medication resource is about: concept, contained or referenced Medication, or only its display. */
import { listOf, member, numberOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import { readQuantity } from '../quantity.js';
import type { RecognitionResult, Strength } from '../terminology/recognition.js';
import type { MedicationEntry } from './record.js';
import { relativeReference } from './reference.js';
import type { Found } from './walk.js';

type ReadMedication = Pick<MedicationEntry, 'concept' | 'recognised' | 'unresolvedReference'>;

export class MedicationReader {
  readonly #byReference = new Map<string, JsonObject>();
  readonly #read = new Map<JsonObject, RecognitionResult>();
  readonly #knowledge: Knowledge;

  constructor(found: readonly Found[], knowledge: Knowledge) {
    this.#knowledge = knowledge;
    for (const { resource, fullUrl } of found) {
      if (resource['resourceType'] !== 'Medication' || resource['status'] === 'entered-in-error') continue;
      const id = textOf(resource, 'id');
      if (id !== undefined) this.#byReference.set(`Medication/${id}`, resource);
      if (fullUrl !== undefined) this.#byReference.set(fullUrl, resource);
    }
  }

  read(resource: JsonObject): ReadMedication {
    const concept = resource['medicationCodeableConcept'];
    if (concept !== undefined)
      return { concept, recognised: this.#knowledge.medications.recognise(concept), unresolvedReference: false };
    const reference = resource['medicationReference'];
    const medication = this.#resolve(resource, textOf(reference, 'reference'));
    const display = textOf(reference, 'display');
    if (!medication) {
      const named = display === undefined ? undefined : { text: display };
      return { concept: named, recognised: this.#knowledge.medications.recognise(named), unresolvedReference: true };
    }
    const known = this.#read.get(medication);
    const recognised = known ?? this.#recogniseMedication(medication, display);
    this.#read.set(medication, recognised);
    return { concept: medication['code'], recognised, unresolvedReference: false };
  }

  #resolve(resource: JsonObject, reference: string | undefined): JsonObject | undefined {
    if (reference === undefined) return undefined;
    if (reference.startsWith('#')) {
      const id = reference.slice(1);
      return listOf(resource, 'contained').find((one): one is JsonObject => textOf(one, 'id') === id);
    }
    return this.#byReference.get(reference) ?? this.#byReference.get(relativeReference(reference) ?? '');
  }

  /** By the Medication's own code; a compound without one by its ingredients, all of which are considered. */
  #recogniseMedication(medication: JsonObject, display: string | undefined): RecognitionResult {
    const own = this.#knowledge.medications.recognise(medication['code'], display);
    const ingredients = listOf(medication, 'ingredient');
    if (own.kind === 'recognised') {
      const strength = own.recognition.strength ?? strengthOf(ingredients[0]);
      return strength && ingredients.length <= 1
        ? { kind: 'recognised', recognition: { ...own.recognition, strength } }
        : own;
    }
    if (own.kind !== 'not-listed' && own.kind !== 'nameless') return own;
    const parts = ingredients.map((one) => ({
      result: this.#knowledge.medications.recognise(member(one, 'itemCodeableConcept')),
      strength: strengthOf(one),
    }));
    const listed = parts.filter(({ result }) => result.kind === 'recognised');
    const first = listed[0];
    if (listed.length === 0 && parts.some(({ result }) => result.kind === 'not-listed')) return { kind: 'not-listed' };
    if (listed.length !== 1 || first?.result.kind !== 'recognised') return own;
    const { recognition } = first.result;
    return {
      kind: 'recognised',
      recognition: { ...recognition, ...(first.strength ? { strength: first.strength } : {}) },
    };
  }
}

/** Strength of an ingredient: milligrams per tablet, capsule or millilitre. */
function strengthOf(ingredient: unknown): Strength | undefined {
  const strength = member(ingredient, 'strength');
  const numerator = readQuantity(member(strength, 'numerator'));
  const denominator = member(strength, 'denominator');
  if (!numerator) return undefined;
  const perUnit = textOf(denominator, 'code') ?? textOf(denominator, 'unit') ?? '';
  const per = perUnit.toLowerCase() === 'ml' ? 'mL' : 'dose-form';
  const amount = (numerator.unit === 'g' ? 1000 : numerator.unit === 'mg' ? 1 : Number.NaN) * numerator.value;
  const value = amount / (numberOf(denominator, 'value') ?? 1);
  return Number.isFinite(value) && value > 0 ? { milligrams: value, per } : undefined;
}
