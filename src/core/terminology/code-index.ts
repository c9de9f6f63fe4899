/**
 * One look-up from a coding to the value sets it is in, for every system at once. ICD and ATC codes also match by
 * the categories above them, except where a value set names the code in its `exclude`.
 */
import { asList, asObject, asText, textOf } from '../json.js';
import type { ValueSet } from '../knowledge/knowledge.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { PhraseIndex, normaliseText } from './text.js';

const EXTENSIONS = 'https://myositis-cds.example/fhir/StructureDefinition/';
const LOINC = 'http://loinc.org';
const ICD = 'http://hl7.org/fhir/sid/icd-10';
const CVX = 'http://hl7.org/fhir/sid/cvx';
const LOINC_SHAPE = /^\d{1,7}-\d$/;
const SHORTEST_CATEGORY = 3;

/** A value set that a concept belongs to, and whether a code says so or only the words. */
export interface Match {
  readonly id: ValueSetId;
  readonly by: 'code' | 'text';
}

const NONE: readonly ValueSetId[] = [];
const NO_MATCH: readonly Match[] = [];
/** Spellings of system addresses, and codes of one system, that are remembered; a client cannot make the memory grow beyond this. */
const SPELLINGS_REMEMBERED = 200;
const CODES_REMEMBERED = 5000;
const LONGEST_CODE = 32;

/** ICD-10-CM codes travel under the WHO address and the other way round, so both are one system here. */
function family(system: string): string {
  return system === `${ICD}-cm` ? ICD : system;
}

function plainCode(system: string, code: string): string {
  if (system === ICD) return code.replaceAll('.', '').toUpperCase();
  // many systems store CVX codes as numbers and lose the zero in front
  return system === CVX && code.length === 1 ? `0${code}` : code;
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
  readonly uri: string;
  readonly exact: Map<string, Match[]>;
  readonly categories: Map<string, Match[]>;
  readonly excluded: Map<string, Match[]>;
  /** Whole-code patterns, for chapters that are not listed code by code. */
  readonly patterns: { readonly pattern: RegExp; readonly match: Match }[];
  /** Codes close to a value set that wait for a decision: never matched, yet worth a note (terminology page 0). */
  readonly toReview: Map<string, ValueSetId>;
  /** Answers already worked out, by the code as written. */
  readonly answered: Map<string, readonly Match[]>;
}

const NOTED_USES: readonly unknown[] = ['review', 'accept-with-warning'];

const holds = (matches: readonly Match[], id: ValueSetId): boolean => matches.some((match) => match.id === id);

function add(map: Map<string, Match[]>, code: string, id: ValueSetId): void {
  const list = map.get(code);
  if (!list) map.set(code, [{ id, by: 'code' }]);
  else if (!holds(list, id)) list.push({ id, by: 'code' });
}

/** Two lists as one, each set once; no new list where one of them says it all. */
function union(some: readonly Match[], more: readonly Match[]): readonly Match[] {
  if (some.length === 0) return more;
  const fresh = more.filter(({ id }) => !holds(some, id));
  return fresh.length === 0 ? some : [...some, ...fresh];
}

function withPatterns({ patterns }: System, plain: string, exact: readonly Match[]): readonly Match[] {
  return union(
    exact,
    patterns.filter(({ pattern }) => pattern.test(plain)).map(({ match }) => match),
  );
}

export class CodeIndex {
  readonly #systems = new Map<string, System>();
  readonly #bySpelling = new Map<string, System | undefined>();
  /** Neighbouring codings mostly share their system, and comparing two texts is cheaper than hashing one. */
  #lastSpelling = '';
  #lastSystem: System | undefined;
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #phrases: PhraseIndex<ValueSetId>;
  readonly #deny = new Map<ValueSetId, readonly string[]>();
  readonly #codes = new Map<string, readonly string[]>();
  readonly #linkIds = new Map<string, ValueSetId>();
  readonly #titles = new Map<ValueSetId, string>();

  constructor(valueSets: readonly ValueSet[], aliases: Readonly<Record<string, string>>) {
    this.#aliases = new Map(Object.entries(aliases));
    const synonyms: { text: string; means: ValueSetId }[] = [];
    for (const set of valueSets) {
      const id = set.id as ValueSetId;
      this.#titles.set(id, set.title);
      for (const include of set.compose.include) {
        const system = this.#system(include.system);
        for (const { code } of include.concept ?? []) add(system.exact, plainCode(family(include.system), code), id);
        for (const { op, value } of include.filter ?? []) {
          if (op === 'is-a') add(system.categories, plainCode(family(include.system), value), id);
          else system.patterns.push({ pattern: new RegExp(`^(?:${value})$`, 'u'), match: { id, by: 'code' } });
        }
        const listed = `${set.id}|${include.system}`;
        this.#codes.set(listed, [
          ...(this.#codes.get(listed) ?? []),
          ...(include.concept ?? []).map(({ code }) => code),
        ]);
      }
      for (const exclude of set.compose.exclude ?? []) {
        const system = this.#system(exclude.system);
        for (const { code, extension = [] } of exclude.concept) {
          add(system.excluded, plainCode(family(exclude.system), code), id);
          const use = extension.find(({ url }) => url === `${EXTENSIONS}code-use`)?.valueCode;
          if (NOTED_USES.includes(use)) system.toReview.set(code, id);
        }
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
    const made: System = {
      uri: key,
      exact: new Map(),
      categories: new Map(),
      excluded: new Map(),
      patterns: [],
      toReview: new Map(),
      answered: new Map(),
    };
    this.#systems.set(key, made);
    return made;
  }

  /** The address used here for a code system that travels under several. */
  canonicalSystem(system: string): string {
    const bar = system.indexOf('|');
    const plain = bar < 0 ? system : system.slice(0, bar);
    return this.#aliases.get(plain) ?? plain;
  }

  /** The code system an address means, however it is spelt; undefined for one that no value set names. */
  #systemOf(spelling: string): System | undefined {
    if (spelling === this.#lastSpelling) return this.#lastSystem;
    this.#lastSystem = this.#lookUp(spelling);
    this.#lastSpelling = spelling;
    return this.#lastSystem;
  }

  #lookUp(spelling: string): System | undefined {
    const known = this.#bySpelling.get(spelling);
    if (known || this.#bySpelling.has(spelling)) return known;
    const system = this.#systems.get(family(this.canonicalSystem(spelling)));
    if (this.#bySpelling.size < SPELLINGS_REMEMBERED) this.#bySpelling.set(spelling, system);
    return system;
  }

  #matchesOf(system: System, code: string): readonly Match[] {
    const known = system.answered.get(code);
    if (known) return known;
    const matches = this.#workOut(system, code);
    if (system.answered.size < CODES_REMEMBERED && code.length <= LONGEST_CODE) system.answered.set(code, matches);
    return matches;
  }

  #workOut(system: System, code: string): readonly Match[] {
    const plain = plainCode(system.uri, code);
    const exact = system.exact.get(plain) ?? NO_MATCH;
    const patterned = system.patterns.length === 0 ? exact : withPatterns(system, plain, exact);
    return system.categories.size === 0 ? patterned : this.#withCategories(system, plain, patterned);
  }

  /** Adds the sets that hold a category above the code, unless the set leaves this very code out. */
  #withCategories(system: System, plain: string, exact: readonly Match[]): readonly Match[] {
    let matches = exact;
    const excluded = system.excluded.get(plain) ?? NO_MATCH;
    for (let length = plain.length; length >= SHORTEST_CATEGORY; length -= 1) {
      const above = system.categories.get(plain.slice(0, length));
      if (!above) continue;
      matches = union(
        matches,
        above.filter(({ id }) => !holds(excluded, id)),
      );
    }
    return matches;
  }

  /** Value sets that hold a coding; empty when none does. */
  setsOf(system: string | undefined, code: string | undefined): readonly ValueSetId[] {
    const known = this.#systemOfCoding(system, code);
    return known && code !== undefined ? this.#matchesOf(known, code).map(({ id }) => id) : NONE;
  }

  /** A code without a system counts only if it is a valid LOINC. */
  #systemOfCoding(system: string | undefined, code: string | undefined): System | undefined {
    if (system !== undefined) return this.#systemOf(system);
    return code !== undefined && isLoinc(code) ? this.#systems.get(LOINC) : undefined;
  }

  /**
   * Value sets of a CodeableConcept: by any of its codings, else by its words. A standard code that is in no set says
   * that this is something else, whatever its display may look like: what a test measures is told by its code alone.
   */
  matchConcept(concept: unknown): readonly Match[] {
    return this.#match(concept, false);
  }

  /**
   * The same, and words are read beside a standard code of no set too (terminology page 5.1 rule 5): for what a person
   * records in more codes than any list holds, as diagnoses, allergies, vaccines, procedures and answers.
   */
  matchCodeOrWords(concept: unknown): readonly Match[] {
    return this.#match(concept, true);
  }

  #match(concept: unknown, readsWordsBesideCode: boolean): readonly Match[] {
    let matches = NO_MATCH;
    let isStandard = false;
    const codings = asList(asObject(concept)['coding']);
    for (const coding of codings) {
      const { code: written, system: spelling } = asObject(coding);
      const code = asText(written);
      const system = this.#systemOfCoding(asText(spelling), code);
      if (!system) continue;
      const found = code === undefined ? NO_MATCH : this.#matchesOf(system, code);
      if (holds(found, 'says-nothing')) continue;
      isStandard = true;
      matches = union(matches, found);
    }
    if (matches.length > 0 || (isStandard && !readsWordsBesideCode)) return matches;
    const texts = [textOf(concept, 'text'), ...codings.map((coding) => textOf(coding, 'display'))];
    const text = texts.filter((part) => part !== undefined).join(' | ');
    return text === '' ? NO_MATCH : this.setsOfText(text).map((id) => ({ id, by: 'text' }));
  }

  /** The value set that a concept comes close to by a code that was never decided on. */
  toReview(concept: unknown): ValueSetId | undefined {
    for (const coding of asList(asObject(concept)['coding'])) {
      const { code, system } = asObject(coding);
      const id = this.#systemOfCoding(asText(system), asText(code))?.toReview.get(asText(code) ?? '');
      if (id) return id;
    }
    return undefined;
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

  /** What a value set is called on a card. */
  titleOf(id: ValueSetId): string {
    return this.#titles.get(id) ?? id;
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
