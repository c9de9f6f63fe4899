/** What is being ordered now: the drafts of an order hook. They are read like the record and are never part of it. */
import { isObject, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { Drug } from '../knowledge/knowledge.js';
import { MedicationReader } from '../record/medication-reader.js';
import type { Entry, PatientRecord } from '../record/record.js';
import { SubjectCheck, nameOf } from '../record/reference.js';
import { newWalk, walkBundle } from '../record/walk.js';
import type { RecognitionResult } from '../terminology/recognition.js';

export interface DraftOrder extends Entry {
  /** Address of the entry; a selection may name it. */
  readonly fullUrl: string | undefined;
  /** The concept that says what is ordered. */
  readonly concept: unknown;
  readonly drug: OrderedDrug | undefined;
  /** It refers to a Medication that nobody has seen. */
  readonly isUnresolved: boolean;
}

interface OrderedDrug {
  readonly drug: Drug;
  /** False where only words name it, or codes contradict each other: enough to be careful, not to be sure. */
  readonly isFirm: boolean;
  readonly recognised: RecognitionResult;
}

export type DraftOrders = readonly DraftOrder[];

const GONE: readonly unknown[] = ['cancelled', 'entered-in-error', 'stopped', 'completed', 'revoked', 'not-done'];
/** The element that says what is ordered, by resource type; a type that is not here orders nothing that a rule reads. */
const CONCEPT: ReadonlyMap<unknown, string> = new Map([
  ['MedicationRequest', 'medicationCodeableConcept'],
  ['ServiceRequest', 'code'],
  ['Immunization', 'vaccineCode'],
]);

/** Whose drafts they are, and what they may refer to. */
type Subject = Pick<PatientRecord, 'reference' | 'medicationResources'>;

export function readDraftOrders(bundle: unknown, record: Subject, knowledge: Knowledge): DraftOrders {
  if (!isObject(bundle) || bundle['resourceType'] !== 'Bundle') return [];
  const walk = newWalk();
  walkBundle(bundle, walk);
  const reader = new MedicationReader([...record.medicationResources, ...walk.found], knowledge);
  const subject = new SubjectCheck(record.reference, undefined, undefined);
  return walk.found.flatMap((found, index): readonly DraftOrder[] => {
    const { resource, fullUrl } = found;
    const element = CONCEPT.get(resource['resourceType']);
    // a draft without a subject is about the patient of the call
    const hasSubject = (resource['subject'] ?? resource['patient']) !== undefined;
    if (element === undefined || !isOrdered(resource) || (hasSubject && !subject.isAbout(resource))) return [];
    const reference = nameOf(found, index);
    if (resource['resourceType'] !== 'MedicationRequest') {
      const concept = resource[element];
      return [
        { resource, reference, fullUrl, concept, drug: serviceDrug(resource, concept, knowledge), isUnresolved: false },
      ];
    }
    const { concept, recognised, unresolvedReference } = reader.read(resource);
    const drug = orderedDrug(recognised, knowledge, unresolvedReference);
    // a draft in which nothing is chosen yet refers to nothing
    const isReferring = textOf(resource['medicationReference'], 'reference') !== undefined;
    return [{ resource, reference, fullUrl, concept, drug, isUnresolved: unresolvedReference && isReferring }];
  });
}

/** An infusion may be ordered as a service; only a code of the drug says so, for its name also stands in tests of its level. */
function serviceDrug(resource: JsonObject, concept: unknown, knowledge: Knowledge): OrderedDrug | undefined {
  if (resource['resourceType'] !== 'ServiceRequest') return undefined;
  const found = orderedDrug(knowledge.medications.recognise(concept), knowledge, false);
  return found?.isFirm === true && found.drug.role === 'rituximab' ? found : undefined;
}

function isOrdered(resource: JsonObject): boolean {
  return !GONE.includes(resource['status']) && resource['doNotPerform'] !== true;
}

/** Of a product that cannot be told for certain, rituximab is assumed where anything names it. */
export function orderedDrug(
  recognised: RecognitionResult,
  { medications }: Knowledge,
  isUnresolved: boolean,
): OrderedDrug | undefined {
  const of = (id: string, isFirm: boolean): OrderedDrug | undefined => {
    const drug = medications.drug(id);
    return drug && { drug, isFirm: isFirm && !isUnresolved, recognised };
  };
  if (recognised.kind === 'recognised') return of(recognised.recognition.drug, recognised.recognition.by !== 'text');
  if (recognised.kind === 'unmapped-product') return of(recognised.recognition.drug, false);
  if (recognised.kind !== 'contradictory') return undefined;
  const named = recognised.drugs.map((id) => of(id, false));
  return named.find((one) => one?.drug.role === 'rituximab');
}

export function isRituximab({ drug }: DraftOrder): boolean {
  return drug?.drug.role === 'rituximab';
}

/** Whether a selection of order-select (`Type/id`, or an address) names a draft. */
export function isSelected({ resource, fullUrl }: DraftOrder, selections: readonly string[]): boolean {
  const id = textOf(resource, 'id');
  const names = [fullUrl, ...(id === undefined ? [] : [`${String(resource['resourceType'])}/${id}`, id])];
  return selections.some((selection) => names.includes(selection) || names.some((name) => endsWith(selection, name)));
}

const endsWith = (selection: string, name: string | undefined): boolean =>
  name !== undefined && name.includes('/') && selection.endsWith(`/${name}`);
