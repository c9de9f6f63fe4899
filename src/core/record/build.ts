/** The one pass that indexes resources: type, subject, status, code; nothing is read twice and nothing is changed. */
import type { Coverage, NotUsed } from '../assessment.js';
import { isObject, listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { Match } from '../terminology/code-index.js';
import type { Calendar, DayRange } from '../time.js';
import { happenedOn } from './dates.js';
import { MedicationReader } from './medication-reader.js';
import type { CodedEntry, Entry, Lookup, MedicationEntry, MedicationResource, PatientRecord } from './record.js';
import { SubjectCheck, nameOf } from './reference.js';
import type { Found } from './walk.js';

type ListedType =
  'AllergyIntolerance' | 'AdverseEvent' | 'Immunization' | 'Procedure' | 'Encounter' | 'QuestionnaireResponse';

/** What is kept of a resource type. */
interface Kind {
  /** The element whose code is looked up. */
  readonly code?: string;
  /** Kept whether or not its code is known. */
  readonly list?: ListedType;
  readonly medication?: MedicationResource;
}

const KINDS: ReadonlyMap<unknown, Kind> = new Map<string, Kind>([
  ['Observation', { code: 'code' }],
  ['Condition', { code: 'code' }],
  ['Immunization', { code: 'vaccineCode', list: 'Immunization' }],
  ['Procedure', { code: 'code', list: 'Procedure' }],
  ['AllergyIntolerance', { code: 'code', list: 'AllergyIntolerance' }],
  ['AdverseEvent', { list: 'AdverseEvent' }],
  ['Encounter', { list: 'Encounter' }],
  ['QuestionnaireResponse', { list: 'QuestionnaireResponse' }],
  ['MedicationRequest', { medication: 'MedicationRequest' }],
  ['MedicationStatement', { medication: 'MedicationStatement' }],
  ['MedicationDispense', { medication: 'MedicationDispense' }],
  ['MedicationAdministration', { medication: 'MedicationAdministration' }],
]);

export interface BuildInput {
  readonly found: readonly Found[];
  readonly patient: JsonObject;
  readonly patientFullUrl: string | undefined;
  readonly looked: Readonly<Record<Lookup, Coverage>>;
  readonly coverage: Readonly<Record<string, Coverage>>;
  readonly knowledge: Knowledge;
  readonly calendar: Calendar;
}

const byReference = (a: { readonly reference: string }, b: { readonly reference: string }): number =>
  a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0;

const versionOf = (resource: JsonObject): string =>
  textOf(member(resource, 'meta'), 'lastUpdated') ?? textOf(member(resource, 'meta'), 'versionId') ?? '';

class RecordBuilder {
  readonly #input: BuildInput;
  readonly #subject: SubjectCheck;
  readonly #coded = new Map<ValueSetId, CodedEntry[]>();
  readonly #notUsed: NotUsed[] = [];
  readonly #lists: Record<ListedType, Entry[]> = {
    AllergyIntolerance: [],
    AdverseEvent: [],
    Immunization: [],
    Procedure: [],
    Encounter: [],
    QuestionnaireResponse: [],
  };
  readonly #medicationFound: { found: Found; reference: string; type: MedicationResource }[] = [];
  /** In the order of the input; of several copies with one id only the newest. */
  readonly #candidates: Candidate[] = [];
  readonly #places = new Map<Kind, Map<string, number>>();

  constructor(input: BuildInput) {
    this.#input = input;
    this.#subject = new SubjectCheck(`Patient/${textOf(input.patient, 'id') ?? ''}`, input.patientFullUrl);
  }

  build(): PatientRecord {
    const { found, patient, looked, coverage } = this.#input;
    for (const [index, one] of found.entries()) this.#collect(one, index);
    for (const candidate of this.#candidates) this.#admit(candidate);
    // whatever order the resources came in, they are read in one order from here on
    this.#medicationFound.sort(byReference);
    for (const list of [...this.#coded.values(), ...Object.values(this.#lists)])
      if (list.length > 1) list.sort(byReference);
    const reader = new MedicationReader(found, this.#input.knowledge);
    const medications: MedicationEntry[] = this.#medicationFound.map(({ found: one, reference, type }) => ({
      resource: one.resource,
      reference,
      type,
      ...reader.read(one.resource),
    }));
    return {
      reference: `Patient/${textOf(patient, 'id') ?? ''}`,
      patient,
      coded: this.#coded,
      medications,
      allergies: this.#lists.AllergyIntolerance,
      adverseEvents: this.#lists.AdverseEvent,
      immunizations: this.#lists.Immunization,
      procedures: this.#lists.Procedure,
      encounters: this.#lists.Encounter,
      questionnaires: this.#lists.QuestionnaireResponse,
      looked,
      coverage,
      notUsed: this.#notUsed,
    };
  }

  /** A copy in two look-ups counts once, and of several versions the newest, whatever their order. */
  #collect(found: Found, index: number): void {
    const { resource } = found;
    const kind = KINDS.get(resource['resourceType']);
    if (!kind) return;
    const matches = kind.code === undefined ? NO_MATCH : this.#match(resource, kind.code);
    const isKept = matches.length > 0 || kind.code === undefined || kind.list !== undefined;
    const version = versionOf(resource);
    // what is not kept matters only as the newer version of something that would be
    if (!isKept && version === '') return;
    const candidate: Candidate = { found, index, kind, matches, isKept, version };
    const id = resource['id'];
    if (typeof id !== 'string') {
      this.#candidates.push(candidate);
      return;
    }
    const places = this.#placesOf(kind);
    const place = places.get(id);
    const known = place === undefined ? undefined : this.#candidates[place];
    if (place === undefined || !known) places.set(id, this.#candidates.push(candidate) - 1);
    else if (known.version < version) this.#candidates[place] = candidate;
  }

  #placesOf(kind: Kind): Map<string, number> {
    const known = this.#places.get(kind);
    if (known) return known;
    const made = new Map<string, number>();
    this.#places.set(kind, made);
    return made;
  }

  #admit({ found, index, kind, matches, isKept }: Candidate): void {
    if (!isKept) return;
    const { resource } = found;
    const reference = nameOf(found, index);
    const refusal = this.#refusal(resource);
    if (refusal) {
      this.#notUsed.push({ reference, reason: refusal });
      return;
    }
    if (kind.medication) this.#medicationFound.push({ found, reference, type: kind.medication });
    if (kind.list) this.#lists[kind.list].push({ resource, reference });
    if (matches.length > 0) this.#index(matches, resource, reference);
    if (kind.list === 'QuestionnaireResponse') this.#indexItems(resource, resource, reference, 0);
  }

  #refusal(resource: JsonObject): string | undefined {
    if (!this.#subject.isAbout(resource)) return 'about another patient, or not said about whom';
    if (resource['status'] === 'entered-in-error') return 'entered in error';
    const verification = listOf(resource['verificationStatus'], 'coding').map((coding) => textOf(coding, 'code'));
    if (verification.includes('entered-in-error')) return 'entered in error';
    if (verification.includes('refuted')) return 'refuted';
    if (listOf(resource, 'modifierExtension').length > 0) return 'carries a modifier this service does not know';
    if (textOf(resource, 'implicitRules') !== undefined) return 'carries implicit rules this service does not know';
    return undefined;
  }

  #match(resource: JsonObject, element: string): readonly PlacedMatch[] {
    const { codes } = this.#input.knowledge;
    const own: readonly PlacedMatch[] = codes.matchConcept(resource[element]);
    if (resource['component'] === undefined) return own;
    const parts = listOf(resource, 'component').flatMap((component, index) =>
      codes.matchConcept(member(component, 'code')).map((match) => ({ ...match, component: index })),
    );
    return parts.length > 0 ? [...own, ...parts] : own;
  }

  /** Answered items by linkId, however they nest. */
  #indexItems(node: JsonObject, resource: JsonObject, reference: string, depth: number): void {
    if (depth > DEEPEST_ITEM) return;
    for (const item of listOf(node, 'item')) {
      if (!isObject(item)) continue;
      const answers = listOf(item, 'answer').filter((answer) => isObject(answer));
      const linkId = textOf(item, 'linkId');
      const id = linkId === undefined ? undefined : this.#input.knowledge.codes.setOfLinkId(linkId);
      if (id && answers.length > 0)
        this.#add(id, { resource, reference, by: 'code', item, on: happenedOn(resource, this.#input.calendar) });
      this.#indexItems(item, resource, reference, depth + 1);
      for (const answer of answers) this.#indexItems(answer, resource, reference, depth + 1);
    }
  }

  #add(id: ValueSetId, entry: CodedEntry): void {
    const list = this.#coded.get(id);
    if (list) list.push(entry);
    else this.#coded.set(id, [entry]);
  }

  #index(matches: readonly PlacedMatch[], resource: JsonObject, reference: string): void {
    const on: DayRange | undefined = happenedOn(resource, this.#input.calendar);
    for (const { id, by, component } of matches) {
      this.#add(id, { resource, reference, by, on, ...(component === undefined ? {} : { component }) });
    }
  }
}

/** Items nest under items and under answers; real questionnaires stay far below this. */
const DEEPEST_ITEM = 20;

interface PlacedMatch extends Match {
  /** Index of the component that carries the code. */
  readonly component?: number;
}
const NO_MATCH: readonly PlacedMatch[] = [];

interface Candidate {
  readonly found: Found;
  readonly index: number;
  readonly kind: Kind;
  readonly matches: readonly PlacedMatch[];
  readonly isKept: boolean;
  readonly version: string;
}

export function buildRecord(input: BuildInput): PatientRecord {
  return new RecordBuilder(input).build();
}
