/**
 * From codings and text to a drug of `knowledge/drugs.yaml`, without a terminology server (terminology page 3.3):
 * coded products first, then words; contradictory codings are never resolved by choice.
 */
import type { ConceptMap, Drug } from '../knowledge/knowledge.js';
import { listOf, textOf } from '../json.js';
import type { DrugForm, Recognition, RecognitionResult, RecognisedBy, Strength } from './recognition.js';
import { PhraseIndex, holdsAny, normaliseText } from './text.js';

interface MappedProduct {
  readonly drug: string;
  readonly form?: DrugForm;
  readonly strength?: Strength;
}

const KIND_OF_SYSTEM: Readonly<Record<string, RecognisedBy>> = {
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'rxnorm',
  'http://www.whocc.no/atc': 'atc',
  'http://snomed.info/sct': 'snomed',
  'http://hl7.org/fhir/sid/cvx': 'cvx',
  'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets': 'hcpcs',
};
/** Order of trust when several systems code the same product. */
const ORDER: readonly RecognisedBy[] = ['rxnorm', 'atc', 'snomed', 'cvx', 'hcpcs'];

const FORMS: readonly string[] = ['oral', 'parenteral', 'depot', 'pack', 'local'] satisfies DrugForm[];
const isForm = (text: string | undefined): text is DrugForm => text !== undefined && FORMS.includes(text);

const STRENGTH_IN_TEXT =
  /(\d+(?:\.\d+)?)\s*(mg|g)\b(?!\s*\/)(?:.*\b(?:tab|tablet|tablets|cap|caps|capsule|capsules|pill)\b)/;

interface Mapped {
  readonly by: RecognisedBy;
  readonly product: MappedProduct;
}

function displayOf(codings: readonly unknown[]): string | undefined {
  for (const coding of codings) {
    const display = textOf(coding, 'display');
    if (display !== undefined) return display;
  }
  return undefined;
}

export class MedicationRecogniser {
  readonly #bySystem = new Map<string, Map<string, MappedProduct>>();
  readonly #drugs: ReadonlyMap<string, Drug>;
  readonly #phrases: PhraseIndex<Drug>;
  readonly #deny = new Map<string, readonly string[]>();
  readonly #canonical: (system: string) => string;

  constructor(map: ConceptMap, drugs: readonly Drug[], canonicalSystem: (system: string) => string) {
    this.#canonical = canonicalSystem;
    this.#drugs = new Map(drugs.map((drug) => [drug.id, drug]));
    this.#phrases = new PhraseIndex(drugs.flatMap((drug) => drug.synonyms.map((text) => ({ text, means: drug }))));
    for (const drug of drugs)
      this.#deny.set(
        drug.id,
        (drug.deny ?? []).map((word) => normaliseText(word)),
      );
    for (const group of map.group) {
      const products = this.#bySystem.get(group.source) ?? new Map<string, MappedProduct>();
      this.#bySystem.set(group.source, products);
      for (const element of group.element) {
        const target = element.target.find(({ equivalence }) => equivalence !== 'unmatched');
        if (!target) continue;
        const property = (name: string) => target.product?.find((entry) => entry.property === name)?.value;
        const form = property('form');
        const milligrams = Number(property('strength-mg'));
        const per = property('strength-per') === 'mL' ? 'mL' : 'dose-form';
        products.set(element.code, {
          drug: target.code,
          ...(isForm(form) ? { form } : {}),
          ...(milligrams > 0 ? { strength: { milligrams, per } } : {}),
        });
      }
    }
  }

  drug(id: string): Drug | undefined {
    return this.#drugs.get(id);
  }

  /** Recognises a CodeableConcept; `extraText` is a display that stands beside it (`medicationReference.display`). */
  recognise(concept: unknown, extraText?: string): RecognitionResult {
    const codings = listOf(concept, 'coding');
    const text = textOf(concept, 'text') ?? displayOf(codings) ?? extraText ?? '';
    const words = (): string =>
      [text, ...codings.map((coding) => textOf(coding, 'display') ?? ''), extraText ?? ''].join(' | ');
    const mapped = this.#mapped(codings);
    if (mapped.length > 0) return this.#fromCodes(mapped, text, words);
    const isNamed = text !== '' || codings.some((coding) => textOf(coding, 'code') !== undefined);
    return isNamed ? this.#fromWords(words(), text, codings) : { kind: 'nameless' };
  }

  #fromWords(words: string, text: string, codings: readonly unknown[]): RecognitionResult {
    const worded = this.#fromText(words);
    const [drug] = worded;
    if (!drug) return { kind: 'not-listed' };
    if (worded.length > 1) return { kind: 'contradictory', drugs: worded.map(({ id }) => id), text };
    if (codings.some((coding) => this.#isProductCode(coding))) return { kind: 'unmapped-product', drug: drug.id, text };
    const strength = strengthInText(words);
    return { kind: 'recognised', recognition: { drug: drug.id, by: 'text', text, ...(strength ? { strength } : {}) } };
  }

  #isProductCode(coding: unknown): boolean {
    const system = textOf(coding, 'system');
    return system !== undefined && textOf(coding, 'code') !== undefined && this.#isProductSystem(system);
  }

  #isProductSystem(system: string): boolean {
    const kind = KIND_OF_SYSTEM[this.#canonical(system)];
    return kind === 'rxnorm' || kind === 'snomed';
  }

  #mapped(codings: readonly unknown[]): readonly Mapped[] {
    const found: Mapped[] = [];
    for (const coding of codings) {
      const system = textOf(coding, 'system');
      const code = textOf(coding, 'code');
      if (system === undefined || code === undefined) continue;
      const uri = this.#bySystem.has(system) ? system : this.#canonical(system);
      const product = this.#bySystem.get(uri)?.get(code);
      const by = KIND_OF_SYSTEM[uri];
      if (product && by) found.push({ by, product });
    }
    return found.length > 1 ? found.toSorted((a, b) => ORDER.indexOf(a.by) - ORDER.indexOf(b.by)) : found;
  }

  #fromCodes(mapped: readonly Mapped[], text: string, words: () => string): RecognitionResult {
    const first = mapped[0];
    if (!first) return { kind: 'not-listed' };
    if (mapped.length > 1 && this.#contradicts(mapped))
      return { kind: 'contradictory', drugs: [...new Set(mapped.map(({ product }) => product.drug))], text };
    // a code that leaves the product open (ATC L04AA06) is narrowed by a second code, then by the words beside it
    const exact = mapped.find(({ product }) => this.#drugs.get(product.drug)?.factor?.length !== 2) ?? first;
    const drug = this.#narrowed(exact.product.drug, words);
    const form = mapped.find(({ product }) => product.form)?.product.form;
    const strength = mapped.find(({ product }) => product.strength)?.product.strength ?? strengthInText(words());
    const recognition: Recognition = {
      drug,
      by: exact.by,
      text,
      ...(form ? { form } : {}),
      ...(strength ? { strength } : {}),
    };
    return { kind: 'recognised', recognition };
  }

  /** Two agents; or two glucocorticoids, whose potencies differ. */
  #contradicts(mapped: readonly Mapped[]): boolean {
    const drugs = mapped.map(({ product }) => product.drug);
    const agents = new Set(drugs.map((id) => this.#drugs.get(id)?.agent ?? id));
    const areGlucocorticoids = drugs.every((id) => this.#drugs.get(id)?.role === 'glucocorticoid');
    return agents.size > 1 || (areGlucocorticoids && new Set(drugs).size > 1);
  }

  #narrowed(id: string, words: () => string): string {
    const open = this.#drugs.get(id);
    if (!open || (open.factor?.length ?? 1) < 2) return id;
    const worded = this.#fromText(words()).filter((drug) => drug.agent === open.agent && drug.id !== id);
    return worded.length === 1 && worded[0] ? worded[0].id : id;
  }

  /** Drugs whose names stand in the words; a longer name silences the shorter one inside it. */
  #fromText(words: string): readonly Drug[] {
    const normalised = normaliseText(words);
    const found = this.#phrases
      .findAll(normalised)
      .filter(({ means }) => !holdsAny(normalised, this.#deny.get(means.id) ?? []));
    const kept = found.filter(
      (one) =>
        !found.some(
          (other) =>
            other.means !== one.means && other.phrase.length > one.phrase.length && other.phrase.includes(one.phrase),
        ),
    );
    const drugs = [...new Set(kept.map(({ means }) => means))];
    const precise = drugs.filter((drug) => (drug.factor?.length ?? 1) < 2);
    return precise.length > 0 ? precise : drugs;
  }
}

/** Milligrams of one tablet or capsule as the product text gives them: `50 mg tablet`. */
function strengthInText(words: string): Strength | undefined {
  const found = STRENGTH_IN_TEXT.exec(words.toLowerCase());
  if (!found) return undefined;
  const value = Number(found[1]) * (found[2] === 'g' ? 1000 : 1);
  return value > 0 ? { milligrams: value, per: 'dose-form' } : undefined;
}
