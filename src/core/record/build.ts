/** The one pass that indexes resources: type, subject, status, code; nothing is read twice and nothing is changed. */
import type { Coverage, NotUsed } from '../assessment.js';
import { asList, asObject, asText, isObject, listOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import { instantValue } from '../time.js';
import type { Calendar } from '../time.js';
import { MedicationReader } from './medication-reader.js';
import { namedMeasures } from './named-measure.js';
import type { PlacedMatch } from './named-measure.js';
import type { Entry, Lookup, MedicationEntry, MedicationResource, PatientRecord } from './record.js';
import { SubjectCheck, nameOf, patientReference } from './reference.js';
import { CodedSeries } from './series.js';
import type { Found } from './walk.js';

type ListedType =
  | 'AllergyIntolerance'
  | 'AdverseEvent'
  | 'Immunization'
  | 'Procedure'
  | 'Encounter'
  | 'QuestionnaireResponse'
  | 'ServiceRequest';

/** What is kept of a resource type. */
interface Kind {
  /** The element whose code is looked up. */
  readonly code?: string;
  /** Words beside a standard code of no set are read: people record these in more codes than any list holds. */
  readonly readsWords?: true;
  /** Kept whether or not its code is known. */
  readonly list?: ListedType;
  readonly medication?: MedicationResource;
}

const KINDS: ReadonlyMap<unknown, Kind> = new Map<string, Kind>([
  ['Observation', { code: 'code' }],
  ['Condition', { code: 'code', readsWords: true }],
  ['Immunization', { code: 'vaccineCode', readsWords: true, list: 'Immunization' }],
  ['Procedure', { code: 'code', readsWords: true, list: 'Procedure' }],
  ['AllergyIntolerance', { code: 'code', readsWords: true, list: 'AllergyIntolerance' }],
  ['AdverseEvent', { list: 'AdverseEvent' }],
  ['Encounter', { list: 'Encounter' }],
  ['ServiceRequest', { list: 'ServiceRequest' }],
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
  /** Address of the FHIR server the data came from, where it is known. */
  readonly serverBase?: string | undefined;
  readonly looked: Readonly<Record<Lookup, Coverage>>;
  readonly coverage: Readonly<Record<string, Coverage>>;
  readonly knowledge: Knowledge;
  readonly calendar: Calendar;
}

const byReference = (a: { readonly reference: string }, b: { readonly reference: string }): number =>
  a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0;

/** When a version was made, else its number; of two without either the first stands. */
function versionOf(resource: JsonObject): number {
  const { lastUpdated, versionId } = asObject(resource['meta']);
  const updated = instantValue(asText(lastUpdated));
  return updated > Number.NEGATIVE_INFINITY ? updated : Number(asText(versionId) ?? Number.NEGATIVE_INFINITY);
}

class RecordBuilder {
  readonly #input: BuildInput;
  readonly #patient: string;
  readonly #subject: SubjectCheck;
  readonly #coded: CodedSeries;
  readonly #toReview: CodedSeries;
  readonly #notUsed: NotUsed[] = [];
  readonly #lists: Record<ListedType, Entry[]> = {
    AllergyIntolerance: [],
    AdverseEvent: [],
    Immunization: [],
    Procedure: [],
    Encounter: [],
    QuestionnaireResponse: [],
    ServiceRequest: [],
  };
  readonly #medicationFound: { found: Found; reference: string; type: MedicationResource }[] = [];
  /** In the order of the input; of several copies with one id only the newest. */
  readonly #candidates: (Candidate | undefined)[] = [];
  readonly #others: Found[] = [];
  readonly #places = new Map<Kind, Map<string, number>>();

  constructor(input: BuildInput) {
    this.#input = input;
    this.#coded = new CodedSeries(input.calendar);
    this.#toReview = new CodedSeries(input.calendar);
    this.#patient = patientReference(input.patient, input.patientFullUrl);
    this.#subject = new SubjectCheck(this.#patient, input.patientFullUrl, input.serverBase);
  }

  build(): PatientRecord {
    const { found, patient, looked, coverage } = this.#input;
    found.forEach((one, index) => {
      this.#collect(one, index);
    });
    for (const other of this.#others) this.#dropSuperseded(other);
    for (const candidate of this.#candidates) if (candidate) this.#admit(candidate);
    // whatever order the resources came in, they are read in one order from here on
    this.#medicationFound.sort(byReference);
    for (const list of Object.values(this.#lists)) if (list.length > 1) list.sort(byReference);
    const medicationResources = found.filter(({ resource }) => resource['resourceType'] === 'Medication');
    const reader = new MedicationReader(medicationResources, this.#input.knowledge);
    const medications: MedicationEntry[] = this.#medicationFound.map(({ found: one, reference, type }) => ({
      resource: one.resource,
      reference,
      type,
      ...reader.read(one.resource),
    }));
    return {
      reference: this.#patient,
      patient,
      coded: this.#coded,
      toReview: this.#toReview,
      medications,
      allergies: this.#lists.AllergyIntolerance,
      adverseEvents: this.#lists.AdverseEvent,
      immunizations: this.#lists.Immunization,
      procedures: this.#lists.Procedure,
      encounters: this.#lists.Encounter,
      questionnaires: this.#lists.QuestionnaireResponse,
      serviceRequests: this.#lists.ServiceRequest,
      medicationResources,
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
    const matches = kind.code === undefined ? NO_MATCH : this.#match(resource, kind.code, kind.readsWords === true);
    if (matches.length === 0 && kind.code !== undefined && kind.list === undefined) {
      this.#others.push(found);
      this.#noteCodeToReview(found, index, kind.code);
      return;
    }
    const candidate: Candidate = { found, index, kind, matches };
    const id = resource['id'];
    const places = this.#placesOf(kind);
    const place = typeof id === 'string' ? places.get(id) : undefined;
    const known = place === undefined ? undefined : this.#candidates[place];
    if (place === undefined || !known) {
      const added = this.#candidates.push(candidate) - 1;
      if (typeof id === 'string') places.set(id, added);
    } else if (isNewer(resource, known)) this.#candidates[place] = candidate;
  }

  /** What is not kept still matters as the newer version of something that would be. */
  #dropSuperseded({ resource }: Found): void {
    const kind = KINDS.get(resource['resourceType']);
    const place = kind && this.#places.get(kind)?.get(resource['id'] as string);
    if (place === undefined) return;
    const known = this.#candidates[place];
    if (known && isNewer(resource, known)) this.#candidates[place] = undefined;
  }

  #noteCodeToReview(found: Found, index: number, element: string): void {
    const { codes } = this.#input.knowledge;
    const id = codes.toReview(found.resource[element]);
    if (id === undefined || this.#refusal(found.resource) !== undefined) return;
    const reason = `its code is close to ${codes.titleOf(id)} and not yet accepted for it`;
    const reference = nameOf(found, index);
    this.#notUsed.push({ reference, reason });
    this.#toReview.add(id, { resource: found.resource, reference, by: 'code', component: undefined });
  }

  #placesOf(kind: Kind): Map<string, number> {
    const known = this.#places.get(kind);
    if (known) return known;
    const made = new Map<string, number>();
    this.#places.set(kind, made);
    return made;
  }

  #admit({ found, index, kind, matches }: Candidate): void {
    const { resource } = found;
    const reference = nameOf(found, index);
    const refusal = this.#refusal(resource);
    if (refusal) {
      this.#notUsed.push({ reference, reason: refusal });
      return;
    }
    if (kind.medication) this.#medicationFound.push({ found, reference, type: kind.medication });
    if (kind.list) this.#lists[kind.list].push({ resource, reference });
    for (const { id, by, component } of matches) this.#coded.add(id, { resource, reference, by, component });
    if (kind.list === 'QuestionnaireResponse') this.#indexAnswers(resource, reference);
  }

  #refusal(resource: JsonObject): string | undefined {
    if (!this.#subject.isAbout(resource)) return 'about another patient, or not said about whom';
    if (resource['status'] === 'entered-in-error') return 'entered in error';
    for (const coding of asList(asObject(resource['verificationStatus'])['coding'])) {
      const { code } = asObject(coding);
      if (code === 'entered-in-error') return 'entered in error';
      if (code === 'refuted') return 'refuted';
    }
    if (asList(resource['modifierExtension']).length > 0) return 'carries a modifier this service does not know';
    if (asText(resource['implicitRules']) !== undefined) return 'carries implicit rules this service does not know';
    return undefined;
  }

  #match(resource: JsonObject, element: string, readsWords: boolean): readonly PlacedMatch[] {
    const { codes } = this.#input.knowledge;
    const concept = resource[element];
    const own: readonly PlacedMatch[] = readsWords ? codes.matchCodeOrWords(concept) : codes.matchConcept(concept);
    if (resource['component'] === undefined) return own;
    let placed: PlacedMatch[] | undefined;
    const components = asList(resource['component']);
    for (let index = 0; index < components.length; index += 1) {
      for (const { id, by } of codes.matchConcept(asObject(components[index])['code']))
        (placed ??= [...own]).push({ id, by, component: index });
    }
    return placed ? [...placed, ...namedMeasures(resource, placed, codes)] : own;
  }

  /** Link ids mean what they mean in the questionnaires known here; a form that names another one is not read. */
  #indexAnswers(resource: JsonObject, reference: string): void {
    const canonical = textOf(resource, 'questionnaire');
    if (canonical === undefined || this.#input.knowledge.isQuestionnaire(canonical))
      this.#indexItems(resource, resource, reference, 0);
  }

  /** Answered items by linkId, however they nest. */
  #indexItems(node: JsonObject, resource: JsonObject, reference: string, depth: number): void {
    if (depth > DEEPEST_ITEM) return;
    for (const item of asList(node['item'])) {
      if (!isObject(item)) continue;
      const answers = listOf(item, 'answer').filter((answer) => isObject(answer));
      const linkId = textOf(item, 'linkId');
      const id = linkId === undefined ? undefined : this.#input.knowledge.codes.setOfLinkId(linkId);
      if (id && answers.length > 0) this.#coded.add(id, { resource, reference, by: 'code', item });
      this.#indexItems(item, resource, reference, depth + 1);
      for (const answer of answers) this.#indexItems(answer, resource, reference, depth + 1);
    }
  }
}

/** Items nest under items and under answers; real questionnaires stay far below this. */
const DEEPEST_ITEM = 20;

const NO_MATCH: readonly PlacedMatch[] = [];

interface Candidate {
  readonly found: Found;
  readonly index: number;
  readonly kind: Kind;
  readonly matches: readonly PlacedMatch[];
}

const isNewer = (resource: JsonObject, { found }: Candidate): boolean =>
  versionOf(resource) > versionOf(found.resource);

export function buildRecord(input: BuildInput): PatientRecord {
  return new RecordBuilder(input).build();
}
