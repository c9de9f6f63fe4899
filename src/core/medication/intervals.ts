/** Every medication resource of a record as treatment intervals: which count, from when to when, at what dose (6.1–6.3). */
import type { FactContext } from '../facts/context.js';
import { query } from '../facts/query.js';
import { isObject, listOf, member, numberOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Drug } from '../knowledge/knowledge.js';
import type { MedicationEntry } from '../record/record.js';
import type { Recognition } from '../terminology/recognition.js';
import { parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';
import { amountOf, durationDays, readDosage } from './dosage.js';
import type { DoseDay, Interval } from './interval.js';
import { spanOfRequest, spansOfSteps, stepsOf, stopReasonText } from './read-request.js';
import type { OpenEnds, Span, Step } from './read-request.js';
import { routeOf } from './route.js';

const SELECT = {
  requestDosage: query('MedicationRequest.dosageInstruction'),
  statementDosage: query('MedicationStatement.dosage'),
  dispenseDosage: query('MedicationDispense.dosageInstruction'),
  administrationDosage: query('MedicationAdministration.dosage'),
};

const TAKEN_STATUS: Readonly<Record<MedicationEntry['type'], readonly string[]>> = {
  MedicationRequest: ['active', 'completed', 'stopped', 'on-hold', 'unknown'],
  MedicationStatement: ['active', 'completed', 'stopped', 'on-hold', 'unknown'],
  MedicationDispense: ['completed'],
  MedicationAdministration: ['completed', 'in-progress', 'stopped'],
};
const COUNTED_INTENT: readonly string[] = [
  'order',
  'original-order',
  'instance-order',
  'filler-order',
  'reflex-order',
  'plan',
];

/** A drug that the patient is said not to have taken. */
export interface NotTaken {
  readonly agent: string;
  readonly reference: string;
  readonly from: Day | undefined;
  readonly to: Day;
}

export interface Treatments {
  readonly intervals: readonly Interval[];
  readonly notTaken: readonly NotTaken[];
  /** Last contact that could have renewed a drug: encounters, orders, dispenses; by the drug it was about. */
  readonly contacts: readonly { readonly day: Day; readonly agent: string | undefined }[];
  /** Something was taken of which nobody can tell what it was, so the history has a gap. */
  readonly hasNameless: boolean;
}

interface Reader {
  readonly context: FactContext;
  readonly ends: OpenEnds;
  readonly orders: ReadonlySet<string>;
}

export function readTreatments(context: FactContext): Treatments {
  const { record, knowledge, ledger } = context;
  const contacts = contactsOf(context);
  const lastContact = contacts.reduce((last, { day }) => Math.max(last, day), Number.NEGATIVE_INFINITY);
  const grace = context.parameters.exposure.openOrderGraceDays.value;
  const reader: Reader = {
    context,
    ends: {
      asOf: context.asOf,
      calendar: context.calendar,
      believedUntil: (start) => Math.max(start, lastContact) + grace,
    },
    orders: new Set(
      record.medications.filter(({ type }) => type === 'MedicationRequest').map(({ reference }) => reference),
    ),
  };
  const intervals: Interval[] = [];
  const notTaken: NotTaken[] = [];
  let hasNameless = false;
  for (const entry of record.medications) {
    const { recognised } = entry;
    if (recognised.kind === 'not-listed') continue;
    if (recognised.kind === 'nameless') {
      if (mayHaveBeenTaken(entry)) {
        hasNameless = true;
        ledger.refuse(entry.reference, 'does not say which drug it is: the medication could not be read');
      }
      continue;
    }
    if (recognised.kind !== 'recognised') {
      const what =
        recognised.kind === 'contradictory'
          ? `codings name two drugs (${recognised.drugs.join(', ')})`
          : `product not in the map; its text names ${recognised.drug}`;
      ledger.refuse(entry.reference, what);
      ledger.note(`${entry.reference}: ${what}. Not counted.`);
      continue;
    }
    const drug = knowledge.medications.drug(recognised.recognition.drug);
    if (!drug || drug.role === 'interacting') continue;
    const denied = notTakenOf(reader, entry, drug);
    if (denied) notTaken.push(denied);
    else intervals.push(...intervalsOf(reader, entry, drug, recognised.recognition));
  }
  return { intervals, notTaken, contacts, hasNameless };
}

function mayHaveBeenTaken({ type, resource }: MedicationEntry): boolean {
  return TAKEN_STATUS[type].includes(textOf(resource, 'status') ?? '') && resource['doNotPerform'] !== true;
}

function contactsOf({ record, calendar, asOf, knowledge }: FactContext): Treatments['contacts'] {
  const contacts: { day: Day; agent: string | undefined }[] = [];
  const add = (value: unknown, agent: string | undefined): void => {
    const on = parseFhirDate(value, calendar);
    if (on && on.earliest <= asOf) contacts.push({ day: on.earliest, agent });
  };
  for (const { resource } of record.encounters) {
    if (resource['status'] !== 'planned' && resource['status'] !== 'cancelled')
      add(member(resource['period'], 'start'), undefined);
  }
  for (const { resource, type, recognised } of record.medications) {
    const id = recognised.kind === 'recognised' ? recognised.recognition.drug : undefined;
    const agent = id === undefined ? undefined : (knowledge.medications.drug(id)?.agent ?? id);
    if (type === 'MedicationRequest') add(resource['authoredOn'], agent);
    if (type === 'MedicationDispense') add(resource['whenHandedOver'] ?? resource['whenPrepared'], agent);
  }
  return contacts;
}

function notTakenOf(
  { context }: Reader,
  { resource, type, reference }: MedicationEntry,
  drug: Drug,
): NotTaken | undefined {
  const isDenied = type === 'MedicationStatement' && resource['status'] === 'not-taken';
  if (!isDenied) return undefined;
  const period = resource['effectivePeriod'];
  context.ledger.note(`${reference} says that ${drug.title} was not taken.`);
  return {
    agent: drug.agent,
    reference,
    from: parseFhirDate(member(period, 'start'), context.calendar)?.earliest,
    to: parseFhirDate(member(period, 'end'), context.calendar)?.latest ?? context.asOf,
  };
}

function intervalsOf(
  reader: Reader,
  entry: MedicationEntry,
  drug: Drug,
  recognition: Recognition,
): readonly Interval[] {
  const { resource, type, reference } = entry;
  const { context } = reader;
  const status = textOf(resource, 'status') ?? '';
  if (!TAKEN_STATUS[type].includes(status)) return [];
  if (resource['doNotPerform'] === true) {
    context.ledger.note(`${reference} is an order not to give ${drug.title}.`);
    return [];
  }
  if (type === 'MedicationRequest' && isNotExposure(reader, resource)) return [];
  const strength = recognition.strength;
  const read = (dosage: unknown) =>
    isObject(dosage) ? [readDosage(dosage, strength, context.knowledge, context.calendar)] : [];
  const route = routeOf(drug, recognition, dosageElements(entry), context.knowledge);
  if (route === 'local') return [];
  const parts =
    type === 'MedicationAdministration'
      ? administered(reader, entry, recognition)
      : scheduled(reader, entry, dosageElements(entry).flatMap(read));
  const reason = stopReasonText(resource);
  const replaces = textOf(resource['priorPrescription'], 'reference');
  return parts.flatMap(({ span, step, occasions }) => {
    if (span.start.earliest > context.asOf) return [];
    const { dose, problem, timing, perOccasion } = step;
    const isWeak =
      recognition.by === 'text' || entry.unresolvedReference || status === 'unknown' || isInpatient(resource);
    return [
      {
        drug,
        source: type,
        reference,
        by: recognition.by,
        decides: !isWeak,
        product: recognition.text,
        form: recognition.form,
        route,
        start: span.start,
        sureEnd: span.sureEnd,
        possibleEnd: span.possibleEnd,
        dose,
        ...(problem === undefined ? {} : { problem }),
        timing,
        perOccasion,
        occasions,
        isActive: status === 'active',
        end: status === 'stopped' ? 'stopped' : status === 'completed' ? 'completed' : 'open',
        replaces,
        stopReason: reason === '' ? undefined : context.knowledge.words.stopReason(reason),
      } satisfies Interval,
    ];
  });
}

function dosageElements({ type, resource }: MedicationEntry): readonly unknown[] {
  if (type === 'MedicationRequest') return SELECT.requestDosage.select(resource);
  if (type === 'MedicationStatement') return SELECT.statementDosage.select(resource);
  return (type === 'MedicationDispense' ? SELECT.dispenseDosage : SELECT.administrationDosage).select(resource);
}

const isInpatient = (resource: JsonObject): boolean =>
  resource['resourceType'] === 'MedicationRequest' &&
  listOf(resource, 'category').some((category) =>
    listOf(category, 'coding').some((coding) => textOf(coding, 'code') === 'inpatient'),
  );

/** Proposals and options are not orders; an instance of an order that is on file would count it twice. */
function isNotExposure({ orders }: Reader, resource: JsonObject): boolean {
  const intent = textOf(resource, 'intent') ?? 'order';
  if (!COUNTED_INTENT.includes(intent)) return true;
  return (
    intent === 'instance-order' &&
    listOf(resource, 'basedOn').some((parent) => orders.has(textOf(parent, 'reference') ?? ''))
  );
}

interface Part {
  readonly span: Span;
  readonly step: Step;
  readonly occasions: readonly DoseDay[];
}

const NO_DOSE: Step = {
  dosages: [],
  dose: undefined,
  problem: 'no dose on file',
  timing: undefined,
  perOccasion: undefined,
};

function scheduled(
  reader: Reader,
  entry: MedicationEntry,
  dosages: readonly ReturnType<typeof readDosage>[],
): readonly Part[] {
  const steps = dosages.length > 0 ? stepsOf(dosages) : [NO_DOSE];
  const events = dosages.flatMap(({ events: days, amount }) => days.map((on) => ({ on, amount })));
  const whole = wholeSpan(reader, entry, steps);
  if (!whole) {
    reader.context.ledger.refuse(entry.reference, 'no date says when it began');
    return [];
  }
  return spansOfSteps(steps, whole).flatMap((span, index) => {
    const step = steps[index];
    return step ? [{ span, step, occasions: index === 0 ? events : [] }] : [];
  });
}

function wholeSpan(reader: Reader, { type, resource }: MedicationEntry, steps: readonly Step[]): Span | undefined {
  if (type === 'MedicationRequest') return spanOfRequest(resource, steps, reader.ends);
  return type === 'MedicationStatement' ? spanOfStatement(reader, resource) : spanOfDispense(reader, resource, steps);
}

function spanOfStatement({ context, ends }: Reader, resource: JsonObject): Span | undefined {
  const { calendar, asOf } = context;
  const period = resource['effectivePeriod'];
  const single = parseFhirDate(resource['effectiveDateTime'], calendar);
  const start = parseFhirDate(member(period, 'start'), calendar) ?? single;
  if (!start) return undefined;
  const end = parseFhirDate(member(period, 'end'), calendar);
  if (end) return { start, sureEnd: Math.min(end.earliest, asOf), possibleEnd: Math.min(end.latest, asOf) };
  const asserted = parseFhirDate(resource['dateAsserted'], calendar);
  if (resource['status'] === 'active' && asserted)
    return { start, sureEnd: Math.min(asserted.earliest, asOf), possibleEnd: asOf };
  if (resource['status'] === 'active' && !single)
    return { start, sureEnd: Math.min(ends.believedUntil(start.latest), asOf), possibleEnd: asOf };
  return { start, sureEnd: single ? Math.min(single.earliest, asOf) : start.latest - 1, possibleEnd: asOf };
}

function spanOfDispense({ context }: Reader, resource: JsonObject, steps: readonly Step[]): Span | undefined {
  const { calendar, asOf } = context;
  const start = parseFhirDate(resource['whenHandedOver'] ?? resource['whenPrepared'], calendar);
  if (!start) return undefined;
  const dose = steps[0]?.dose;
  const quantity = resource['quantity'];
  const amount = amountOf(quantity, undefined, context.knowledge);
  const byQuantity =
    typeof amount !== 'string' && dose?.per === 'patient' && dose.milligrams > 0
      ? amount.milligrams / dose.milligrams
      : undefined;
  const days = durationDays(resource['daysSupply']) ?? numberOf(resource['daysSupply'], 'value') ?? byQuantity;
  if (days === undefined) return { start, sureEnd: start.latest - 1, possibleEnd: asOf };
  const last = (day: Day) => Math.min(day + Math.round(days) - 1, asOf);
  return { start, sureEnd: last(start.earliest), possibleEnd: last(start.latest) };
}

/** An administration is one occasion on its day; of an infusion over midnight, the day it began. */
function administered(
  { context }: Reader,
  { resource, reference }: MedicationEntry,
  recognition: Recognition,
): readonly Part[] {
  const { calendar, knowledge, ledger } = context;
  const on: DayRange | undefined =
    parseFhirDate(resource['effectiveDateTime'], calendar) ??
    parseFhirDate(member(resource['effectivePeriod'], 'start'), calendar);
  if (!on) {
    ledger.refuse(reference, 'no date says when it was given');
    return [];
  }
  const amount = amountOf(member(SELECT.administrationDosage.first(resource), 'dose'), recognition.strength, knowledge);
  const known = typeof amount === 'string' ? undefined : amount;
  const step: Step = {
    dosages: [],
    dose: known && { milligrams: known.milligrams, per: known.per },
    problem: typeof amount === 'string' ? amount : undefined,
    timing: undefined,
    perOccasion: known,
  };
  return [
    { span: { start: on, sureEnd: on.earliest, possibleEnd: on.latest }, step, occasions: [{ on, amount: known }] },
  ];
}
