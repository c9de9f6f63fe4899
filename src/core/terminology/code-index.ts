/**
 * One look-up from a coding to the value sets it is in, for every system at once. ICD and ATC codes also match by
 * the categories above them, except where a value set names the code in its `exclude`.
 */
import type { ValueSet } from '../knowledge/knowledge.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { PhraseIndex, normaliseText } from './text.js';

const EXTENSIONS = 'https://myositis-cds.example/fhir/StructureDefinition/';
const LOINC = 'http://loinc.org';
const ICD = 'http://hl7.org/fhir/sid/icd-10';
const LOINC_SHAPE = /^\d{1,7}-\d$/;
const SHORTEST_CATEGORY = 3;

const NONE: readonly ValueSetId[] = [];

/** ICD-10-CM codes travel under the WHO address and the other way round, so both are one system here. */
function family(system: string): string {
  return system === `${ICD}-cm` ? ICD : system;
}

function plainCode(system: string, code: string): string {
  return system === ICD ? code.replaceAll('.', '').toUpperCase() : code;
}

/** The mod-10 check digit of a LOINC code. */
export function isLoinc(code: string): boolean {
  if (!LOINC_SHAPE.test(code)) return false;
  let sum = 0;
  const digits = Array.from(code.slice(0, -2)).toReversed();
  for (const [index, digit] of digits.entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return (10 - (sum % 10)) % 10 === Number(code.at(-1));
}

interface System {
  readonly exact: Map<string, ValueSetId[]>;
  readonly categories: Map<string, ValueSetId[]>;
  readonly excluded: Map<string, ValueSetId[]>;
}

function add(map: Map<string, ValueSetId[]>, code: string, id: ValueSetId): void {
  const list = map.get(code);
  if (!list) map.set(code, [id]);
  else if (!list.includes(id)) list.push(id);
}

export class CodeIndex {
  readonly #systems = new Map<string, System>();
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #phrases: PhraseIndex<ValueSetId>;
  readonly #deny = new Map<ValueSetId, readonly string[]>();
  readonly #codes = new Map<string, readonly string[]>();
  readonly #linkIds = new Map<string, ValueSetId>();

  constructor(valueSets: readonly ValueSet[], aliases: Readonly<Record<string, string>>) {
    this.#aliases = new Map(Object.entries(aliases));
    const synonyms: { text: string; means: ValueSetId }[] = [];
    for (const set of valueSets) {
      const id = set.id as ValueSetId;
      for (const include of set.compose.include) {
        const system = this.#system(include.system);
        for (const { code } of include.concept ?? []) add(system.exact, plainCode(family(include.system), code), id);
        for (const { value } of include.filter ?? [])
          add(system.categories, plainCode(family(include.system), value), id);
        const listed = `${set.id}|${include.system}`;
        this.#codes.set(listed, [
          ...(this.#codes.get(listed) ?? []),
          ...(include.concept ?? []).map(({ code }) => code),
        ]);
      }
      for (const exclude of set.compose.exclude ?? []) {
        const system = this.#system(exclude.system);
        for (const { code } of exclude.concept) add(system.excluded, plainCode(family(exclude.system), code), id);
      }
      const texts = (name: string) =>
        (set.extension ?? [])
          .filter(({ url }) => url === EXTENSIONS + name)
          .map(({ valueString }) => valueString ?? '');
      for (const text of texts('text-synonym')) synonyms.push({ text, means: id });
      for (const linkId of texts('questionnaire-link-id')) this.#linkIds.set(linkId, id);
      this.#deny.set(
        id,
        texts('text-deny').map((text) => normaliseText(text)),
      );
    }
    this.#phrases = new PhraseIndex(synonyms);
  }

  #system(uri: string): System {
    const key = family(uri);
    const known = this.#systems.get(key);
    if (known) return known;
    const made: System = { exact: new Map(), categories: new Map(), excluded: new Map() };
    this.#systems.set(key, made);
    return made;
  }

  /** The address used here for a code system that travels under several. */
  canonicalSystem(system: string): string {
    const bar = system.indexOf('|');
    const plain = bar < 0 ? system : system.slice(0, bar);
    return this.#aliases.get(plain) ?? plain;
  }

  /** Value sets that hold a coding; empty when none does. A code without a system counts only if it is a valid LOINC. */
  setsOf(system: string | undefined, code: string | undefined): readonly ValueSetId[] {
    if (code === undefined) return NONE;
    let known = system === undefined ? undefined : this.#systems.get(system);
    let uri = system;
    if (!known) {
      uri = system === undefined ? (isLoinc(code) ? LOINC : undefined) : family(this.canonicalSystem(system));
      known = uri === undefined ? undefined : this.#systems.get(uri);
    }
    if (!known || uri === undefined) return NONE;
    const plain = plainCode(uri, code);
    const exact = known.exact.get(plain) ?? NONE;
    return known.categories.size === 0 ? exact : this.#withCategories(known, plain, exact);
  }

  /** Adds the sets that hold a category above the code, unless the set leaves this very code out. */
  #withCategories(system: System, plain: string, exact: readonly ValueSetId[]): readonly ValueSetId[] {
    let sets = exact;
    const excluded = system.excluded.get(plain) ?? NONE;
    for (let length = plain.length; length >= SHORTEST_CATEGORY; length -= 1) {
      for (const id of system.categories.get(plain.slice(0, length)) ?? NONE) {
        if (!sets.includes(id) && !excluded.includes(id)) sets = [...sets, id];
      }
    }
    return sets;
  }

  /** Value sets whose synonyms stand in a text as whole words, without their deny words. */
  setsOfText(text: string): readonly ValueSetId[] {
    const normalised = normaliseText(text);
    const sets: ValueSetId[] = [];
    for (const { means } of this.#phrases.findAll(normalised)) {
      if (sets.includes(means)) continue;
      if (this.#deny.get(means)?.some((deny) => normalised.includes(deny))) continue;
      sets.push(means);
    }
    return sets;
  }

  /** Whether codes of this system, once seen, leave no room for reading the text. */
  isStandard(system: string | undefined): boolean {
    return system !== undefined && this.#systems.has(family(this.canonicalSystem(system)));
  }

  /** The value set that a questionnaire item answers for. */
  setOfLinkId(linkId: string): ValueSetId | undefined {
    return this.#linkIds.get(linkId);
  }

  /** Enabled codes of a value set in one system, in the order of its file. */
  codesOf(id: ValueSetId, system: string): readonly string[] {
    return this.#codes.get(`${id}|${system}`) ?? [];
  }
}
