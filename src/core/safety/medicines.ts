/** Medicines that a rule looks for by kind and not by dose: which of them are being taken on the day. */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { isObject, listOf, member, numberOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import { MEDICINE_SETS } from '../knowledge/value-set-ids.js';
import type { MedicineSetId } from '../knowledge/value-set-ids.js';
import { durationDays, readDosage } from '../medication/dosage.js';
import type { MedicationEntry } from '../record/record.js';
import { conceptLabel, conceptWords } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';

export interface Medicine {
  /** By code; words support and never decide. */
  readonly isFirm: boolean;
  readonly evidence: Evidence;
}

const KINDS: readonly string[] = MEDICINE_SETS;
const isKind = (id: string): id is MedicineSetId => KINDS.includes(id);

/** Of which kinds a concept is, and whether a code says so. */
export function medicineKinds(concept: unknown, { codes }: Knowledge): ReadonlyMap<MedicineSetId, 'coded' | 'worded'> {
  const kinds = new Map<MedicineSetId, 'coded' | 'worded'>();
  // products are coded in more ways than the value sets know, so words beside an unknown code count as words
  const words = conceptWords(concept);
  for (const id of words === undefined ? [] : codes.setsOfText(words)) if (isKind(id)) kinds.set(id, 'worded');
  for (const { id, by } of codes.matchConcept(concept)) if (by === 'code' && isKind(id)) kinds.set(id, 'coded');
  return kinds;
}

interface Stretch {
  readonly start: DayRange;
  /** Undefined while it is open. */
  readonly end: Day | undefined;
}

const NO_ORDER: readonly unknown[] = ['proposal', 'option'];

function orderedStretch(resource: JsonObject, { calendar, knowledge }: FactContext): Stretch | undefined {
  const bounds = listOf(resource, 'dosageInstruction')
    .filter((dosage) => isObject(dosage))
    .map((dosage) => readDosage(dosage, undefined, knowledge, calendar).bounds);
  const starts = bounds.flatMap(({ start }) => start ?? []).toSorted((a, b) => a.earliest - b.earliest);
  const start = starts[0] ?? parseFhirDate(resource['authoredOn'], calendar);
  if (!start) return undefined;
  const ends = bounds.map(({ start: from, end, durationDays: days }) =>
    end ? end.latest : days === undefined ? undefined : (from ?? start).latest + Math.max(1, Math.round(days)) - 1,
  );
  const known = ends.filter((end) => end !== undefined);
  return { start, end: ends.length > 0 && known.length === ends.length ? Math.max(...known) : undefined };
}

function stretchOf({ type, resource }: MedicationEntry, context: FactContext): Stretch | undefined {
  const { calendar } = context;
  const { status } = resource;
  const date = (value: unknown): DayRange | undefined => parseFhirDate(value, calendar);
  const period = resource['effectivePeriod'];
  if (type === 'MedicationRequest') {
    const isOrder = status === 'active' && resource['doNotPerform'] !== true && !NO_ORDER.includes(resource['intent']);
    return isOrder ? orderedStretch(resource, context) : undefined;
  }
  if (type === 'MedicationStatement') {
    const start = date(member(period, 'start')) ?? date(resource['effectiveDateTime']);
    return status === 'active' && start ? { start, end: date(member(period, 'end'))?.latest } : undefined;
  }
  if (type === 'MedicationAdministration') {
    const start = date(resource['effectiveDateTime']) ?? date(member(period, 'start'));
    const isGiven = status === 'completed' || status === 'in-progress';
    return isGiven && start ? { start, end: date(member(period, 'end'))?.latest ?? start.latest } : undefined;
  }
  const start = date(resource['whenHandedOver'] ?? resource['whenPrepared']);
  const days = durationDays(resource['daysSupply']) ?? numberOf(resource['daysSupply'], 'value');
  return status === 'completed' && start && days !== undefined
    ? { start, end: start.latest + Math.round(days) - 1 }
    : undefined;
}

/** What is being taken on the day of assessment, by kind: the medications are looked through once for all kinds. */
export class ActiveMedicines {
  readonly #context: FactContext;
  readonly #byKind = new Map<string, Medicine[]>();

  constructor(context: FactContext) {
    this.#context = context;
    // drugs with a dose to judge are of none of these kinds
    for (const entry of context.record.medications) if (entry.recognised.kind !== 'recognised') this.#add(entry);
  }

  of(id: MedicineSetId): readonly Medicine[] {
    return this.#byKind.get(id) ?? NONE;
  }

  #add(entry: MedicationEntry): void {
    const { asOf, knowledge } = this.#context;
    const kinds = medicineKinds(entry.concept, knowledge);
    const stretch = kinds.size === 0 ? undefined : stretchOf(entry, this.#context);
    if (!stretch || stretch.start.earliest > asOf || (stretch.end ?? asOf) < asOf) return;
    for (const [id, named] of kinds) {
      const evidence: Evidence = {
        label: knowledge.codes.titleOf(id),
        value: conceptLabel(entry.concept),
        date: formatRange(stretch.start),
        reference: entry.reference,
        path: `${entry.type}.medication`,
      };
      const list = this.#byKind.get(id) ?? [];
      this.#byKind.set(id, [...list, { isFirm: named === 'coded' && !entry.unresolvedReference, evidence }]);
    }
  }
}

const NONE: readonly Medicine[] = [];
