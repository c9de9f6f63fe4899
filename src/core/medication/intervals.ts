/** Every medication of a record as treatment intervals: which count, from when to when, at what dose (6.1–6.3). */
import type { FactContext } from '../facts/context.js';
import { member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Entry, MedicationEntry } from '../record/record.js';
import { parseFhirDate } from '../time.js';
import type { Day } from '../time.js';
import { carryOver } from './carry-over.js';
import { contactsOf } from './contacts.js';
import type { Contact } from './contacts.js';
import { Orders, hasTakenStatus, isInpatient, referenceOf } from './counted.js';
import { amountOf } from './amount.js';
import type { ExposureSource, Interval } from './interval.js';
import { namedDrugs } from './named.js';
import type { NamedDrug } from './named.js';
import { notTakenOf } from './not-taken.js';
import type { NotTaken } from './not-taken.js';
import { dosagesOf, readEntry, singleDose } from './read-entry.js';
import type { ReadPart } from './read-entry.js';
import { stopReasonText } from './read-request.js';
import { isGivenByStaff } from './regimen-of.js';
import { routeOf } from './route.js';
import { undated } from './span.js';
import type { OpenEnds } from './span.js';
import { inWeeks } from './weekly-doses.js';

export interface Treatments {
  readonly intervals: readonly Interval[];
  readonly notTaken: readonly NotTaken[];
  /** Last contact that could have renewed a drug: encounters, orders, dispenses; by the drug it was about. */
  readonly contacts: readonly Contact[];
  /** Days on which something may have been taken of which nobody can tell what it was: gaps in the history. */
  readonly nameless: readonly { readonly from: Day; readonly to: Day }[];
}

interface Reader {
  readonly context: FactContext;
  readonly ends: OpenEnds;
  readonly orders: Orders;
}

function readerOf(context: FactContext, contacts: readonly Contact[]): Reader {
  const { asOf, calendar, record, parameters } = context;
  const lastContact = contacts.reduce((last, { day }) => Math.max(last, day), Number.NEGATIVE_INFINITY);
  const grace = parameters.exposure.openOrderGraceDays.value;
  return {
    context,
    ends: { asOf, calendar, believedUntil: (start) => Math.max(start, lastContact) + grace },
    orders: new Orders(record.medications),
  };
}

export function readTreatments(context: FactContext): Treatments {
  const { record, knowledge } = context;
  const contacts = contactsOf(context);
  const reader = readerOf(context, contacts);
  const intervals: Interval[] = [];
  const notTaken: NotTaken[] = [];
  const nameless: Treatments['nameless'][number][] = [];
  for (const entry of record.medications) {
    if (entry.recognised.kind === 'not-listed') continue;
    if (entry.recognised.kind === 'nameless') nameless.push(...gapsOf(reader, entry));
    for (const named of namedDrugs(entry.recognised, knowledge)) {
      const denied = notTakenOf(context, entry, named.drug);
      if (denied) notTaken.push(denied);
      else intervals.push(...intervalsOf(reader, entry, named));
    }
  }
  for (const entry of record.immunizations) intervals.push(...immunized(context, entry));
  return { intervals: inWeeks(carryOver(intervals)), notTaken, contacts, nameless };
}

/** A medication nobody names may have been any, on the days it was taken. */
function gapsOf({ context, ends }: Reader, entry: MedicationEntry): Treatments['nameless'] {
  if (!hasTakenStatus(entry) || entry.resource['doNotPerform'] === true) return [];
  const named = textOf(entry.resource['medicationReference'], 'reference');
  const why = named === undefined ? 'the medication could not be read' : `${named} cannot be resolved`;
  context.ledger.refuse(entry.reference, `does not say which drug it is: ${why}`);
  return readEntry(context, ends, entry, dosagesOf(entry), undefined).map(({ span }) => ({
    from: span.start.earliest,
    to: span.possibleEnd,
  }));
}

/** Whether an order stands for a treatment: not when administrations tell what became of it. */
function isExposure({ context, orders }: Reader, { resource, reference }: MedicationEntry, byStaff: boolean): boolean {
  if (!orders.isExposure(resource)) return false;
  const inHospital = isInpatient(resource);
  if ((byStaff || inHospital) && orders.isCarriedOut(reference)) return false;
  // without the administrations nobody can tell, so the order stays as a weak trace
  if (!inHospital || context.record.looked.medicationAdministrations !== 'complete') return true;
  context.ledger.refuse(reference, 'inpatient order without an administration');
  return false;
}

function intervalsOf(reader: Reader, entry: MedicationEntry, named: NamedDrug): readonly Interval[] {
  const { context, ends } = reader;
  const { resource, type, reference } = entry;
  const { drug, recognition } = named;
  if (!hasTakenStatus(entry)) return [];
  if (resource['doNotPerform'] === true) {
    context.ledger.note(`${reference} is an order: do not give ${drug.title}.`);
    return [];
  }
  const dosages = dosagesOf(entry);
  const route = routeOf(drug, recognition, dosages, context.knowledge);
  if (route === 'local') return [];
  const byStaff = isGivenByStaff(drug, { route, form: recognition.form });
  if (type === 'MedicationRequest' && !isExposure(reader, entry, byStaff)) return [];
  tellDoubt(context, reference, named);
  const source: Source = {
    type,
    resource,
    reference,
    decides: !isWeak(context, entry),
    replaces: referenceOf(resource['priorPrescription']),
  };
  return readEntry(context, ends, entry, dosages, recognition.strength)
    .filter(({ span }) => span.start.earliest <= context.asOf)
    .map((part) => intervalOf(context, source, named, route, part));
}

function tellDoubt({ ledger }: FactContext, reference: string, { doubt, recognition }: NamedDrug): void {
  if (doubt === undefined) return;
  ledger.refuse(reference, doubt);
  ledger.note(`${reference}: ${doubt}. Leaves ${recognition.drug} open, decides nothing.`);
}

/** What supports but never decides: an unresolved reference, an uncertain status, an infusion still running on a past day. */
function isWeak({ calendar, asOf }: FactContext, { resource, type, unresolvedReference }: MedicationEntry): boolean {
  const status = textOf(resource, 'status');
  if (unresolvedReference || status === 'unknown') return true;
  if (type === 'MedicationRequest') return isInpatient(resource);
  if (type !== 'MedicationAdministration' || status !== 'in-progress') return false;
  const on = parseFhirDate(resource['effectiveDateTime'] ?? member(resource['effectivePeriod'], 'start'), calendar);
  return on !== undefined && on.latest < asOf;
}

interface Source {
  readonly type: ExposureSource;
  readonly resource: JsonObject;
  readonly reference: string;
  readonly decides: boolean;
  readonly replaces: string | undefined;
}

const ENDED: ReadonlySet<string> = new Set(['stopped', 'completed']);

function intervalOf(
  { knowledge }: FactContext,
  { type, resource, reference, decides, replaces }: Source,
  { drug, recognition, doubt }: NamedDrug,
  route: Interval['route'],
  { part, step, span, occasions }: ReadPart,
): Interval {
  const status = textOf(resource, 'status') ?? '';
  const reason = stopReasonText(resource);
  const { dose, problem, timing, perOccasion, isAsNeeded } = part;
  const isDoubted = doubt !== undefined;
  return {
    drug,
    source: type,
    reference,
    by: recognition.by,
    decides: decides && !isDoubted && recognition.by !== 'text' && span.isUndated !== true,
    product: recognition.text,
    form: recognition.form,
    route,
    step,
    start: span.start,
    sureEnd: span.sureEnd,
    possibleEnd: span.possibleEnd,
    isUndated: span.isUndated === true,
    isAsNeeded,
    dose,
    ...(problem === undefined ? {} : { problem }),
    timing,
    perOccasion,
    occasions,
    isActive: status === 'active',
    end: ENDED.has(status) ? (status as 'stopped' | 'completed') : 'open',
    replaces,
    stopReason: reason === '' ? undefined : knowledge.words.stopReason(reason),
  };
}

/** Immunoglobulin filed as an immunisation: one dose on its day. */
function immunized(context: FactContext, { resource, reference }: Entry): readonly Interval[] {
  const { calendar, knowledge, asOf } = context;
  if (resource['status'] !== 'completed') return [];
  const on = parseFhirDate(resource['occurrenceDateTime'], calendar);
  if (on && on.earliest > asOf) return [];
  const span = on ? { start: on, sureEnd: on.earliest, possibleEnd: on.latest } : undated(asOf);
  return namedDrugs(knowledge.medications.recognise(resource['vaccineCode']), knowledge).flatMap((named) => {
    const amount = amountOf(resource['doseQuantity'], named.recognition.strength, knowledge);
    const route = routeOf(named.drug, named.recognition, [{ route: resource['route'] }], knowledge);
    if (route === 'local') return [];
    const source: Source = { type: 'Immunization', resource, reference, decides: true, replaces: undefined };
    return [intervalOf(context, source, named, route, singleDose(span, amount))];
  });
}
