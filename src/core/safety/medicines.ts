/** Medicines that a rule looks for by kind and not by dose: which of them are being taken on the day. */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { isObject, listOf, member, numberOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
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

/** Whether a concept is of a kind, and whether a code says so. */
export function medicineNamed(concept: unknown, id: MedicineSetId, { codes }: Knowledge): 'coded' | 'worded' | 'no' {
  if (codes.matchConcept(concept).some((match) => match.id === id && match.by === 'code')) return 'coded';
  const words = conceptWords(concept);
  // products are coded in more ways than the value sets know, so words beside an unknown code count as words
  return words !== undefined && codes.setsOfText(words).includes(id) ? 'worded' : 'no';
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

/** What is being taken of one kind on the day of assessment. */
export function activeMedicines(context: FactContext, id: MedicineSetId): readonly Medicine[] {
  const { record, asOf, knowledge } = context;
  return record.medications.flatMap((entry): readonly Medicine[] => {
    const named = medicineNamed(entry.concept, id, knowledge);
    const stretch = named === 'no' ? undefined : stretchOf(entry, context);
    if (!stretch || stretch.start.earliest > asOf || (stretch.end ?? asOf) < asOf) return [];
    const evidence: Evidence = {
      label: knowledge.codes.titleOf(id),
      value: conceptLabel(entry.concept),
      date: formatRange(stretch.start),
      reference: entry.reference,
      path: `${entry.type}.medication`,
    };
    return [{ isFirm: named === 'coded' && !entry.unresolvedReference, evidence }];
  });
}
