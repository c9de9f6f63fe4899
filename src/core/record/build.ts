/** The one pass that indexes resources: type, subject, status, code; nothing is read twice and nothing is changed. */
import type { Coverage, NotUsed } from '../assessment.js';
import { isObject, listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { Calendar, DayRange } from '../time.js';
import { happenedOn } from './dates.js';
import { MedicationReader } from './medication-reader.js';
import type { CodedEntry, Entry, Lookup, MedicationEntry, MedicationResource, PatientRecord } from './record.js';
import { SubjectCheck, nameOf } from './reference.js';
import type { Found } from './walk.js';

const MEDICATION_TYPES: Readonly<Record<string, MedicationResource>> = {
  MedicationRequest: 'MedicationRequest',
  MedicationStatement: 'MedicationStatement',
  MedicationDispense: 'MedicationDispense',
  MedicationAdministration: 'MedicationAdministration',
};

/** Where the code of a resource stands, for the types that are looked up by code. */
const CODE_ELEMENT: Readonly<Record<string, string>> = {
  Observation: 'code',
  Condition: 'code',
  Immunization: 'vaccineCode',
  Procedure: 'code',
  AllergyIntolerance: 'code',
};

type ListedType = 'AllergyIntolerance' | 'Immunization' | 'Procedure' | 'Encounter' | 'QuestionnaireResponse';

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
    Immunization: [],
    Procedure: [],
    Encounter: [],
    QuestionnaireResponse: [],
  };
  readonly #medicationFound: { found: Found; reference: string; type: MedicationResource }[] = [];
  /** Newest version of each resource that is kept, so that a copy in two look-ups counts once. */
  readonly #seen = new Map<string, JsonObject>();
  readonly #visited = new Set<string>();

  constructor(input: BuildInput) {
    this.#input = input;
    this.#subject = new SubjectCheck(`Patient/${textOf(input.patient, 'id') ?? ''}`, input.patientFullUrl);
  }

  build(): PatientRecord {
    const { found, patient, looked, coverage } = this.#input;
    this.#rememberNewest(found);
    for (const [index, one] of found.entries()) this.#visit(one, index);
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
      immunizations: this.#lists.Immunization,
      procedures: this.#lists.Procedure,
      encounters: this.#lists.Encounter,
      questionnaires: this.#lists.QuestionnaireResponse,
      looked,
      coverage,
      notUsed: this.#notUsed,
    };
  }

  /** Of several copies with one id the newest counts; the order of the copies does not matter. */
  #rememberNewest(found: readonly Found[]): void {
    for (const { resource } of found) {
      const id = resource['id'];
      if (typeof id !== 'string') continue;
      const key = `${String(resource['resourceType'])}/${id}`;
      const known = this.#seen.get(key);
      if (!known || versionOf(known) < versionOf(resource)) this.#seen.set(key, resource);
    }
  }

  #visit(one: Found, index: number): void {
    const { resource } = one;
    const type = String(resource['resourceType']);
    const medication = MEDICATION_TYPES[type];
    const codeElement = CODE_ELEMENT[type];
    const isListed = Object.hasOwn(this.#lists, type);
    if (!medication && !codeElement && !isListed) return;
    const sets = codeElement === undefined ? undefined : this.#match(resource, codeElement, type);
    if (sets?.length === 0 && !isListed) return;
    const reference = nameOf(one, index);
    const id = resource['id'];
    if (typeof id === 'string') {
      const key = `${type}/${id}`;
      if (this.#seen.get(key) !== resource || this.#visited.has(key)) return;
      this.#visited.add(key);
    }
    const refusal = this.#refusal(resource);
    if (refusal) {
      this.#notUsed.push({ reference, reason: refusal });
      return;
    }
    if (medication) this.#medicationFound.push({ found: one, reference, type: medication });
    if (isListed) this.#lists[type as ListedType].push({ resource, reference });
    if (sets?.length) this.#index(sets, resource, reference);
    if (type === 'QuestionnaireResponse') this.#indexItems(resource, resource, reference, 0);
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

  #match(resource: JsonObject, element: string, type: string): readonly Match[] {
    const own = this.#matchConcept(resource[element]);
    if (type !== 'Observation' || resource['component'] === undefined) return own;
    const parts = listOf(resource, 'component').flatMap((component, index) =>
      this.#matchConcept(member(component, 'code')).map((match) => ({ ...match, component: index })),
    );
    return parts.length > 0 ? [...own, ...parts] : own;
  }

  #matchConcept(concept: unknown): readonly Match[] {
    const { codes } = this.#input.knowledge;
    let matches: Match[] | undefined;
    let standard = false;
    const codings = member(concept, 'coding');
    if (Array.isArray(codings)) {
      for (const coding of codings as readonly unknown[]) {
        if (!isObject(coding)) continue;
        const system = textOf(coding, 'system');
        for (const id of codes.setsOf(system, textOf(coding, 'code'))) {
          matches ??= [];
          if (!matches.some((match) => match.id === id)) matches.push({ id, by: 'code' });
        }
        standard ||= codes.isStandard(system);
      }
    }
    if (matches) return matches;
    // a standard code that is in no set says that this is something else, whatever its display may look like
    if (standard) return NO_MATCH;
    const texts = [textOf(concept, 'text'), ...listOf(concept, 'coding').map((coding) => textOf(coding, 'display'))];
    const text = texts.filter((part) => part !== undefined).join(' | ');
    return text === '' ? NO_MATCH : codes.setsOfText(text).map((id) => ({ id, by: 'text' as const }));
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

  #index(matches: readonly Match[], resource: JsonObject, reference: string): void {
    const on: DayRange | undefined = happenedOn(resource, this.#input.calendar);
    for (const { id, by, component } of matches) {
      this.#add(id, { resource, reference, by, on, ...(component === undefined ? {} : { component }) });
    }
  }
}

/** Items nest under items and under answers; real questionnaires stay far below this. */
const DEEPEST_ITEM = 20;

interface Match {
  readonly id: ValueSetId;
  readonly by: 'code' | 'text';
  readonly component?: number;
}
const NO_MATCH: readonly Match[] = [];

export function buildRecord(input: BuildInput): PatientRecord {
  return new RecordBuilder(input).build();
}
