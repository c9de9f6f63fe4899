/** Rituximab as it is ordered: amounts, days and spacing of each dosage, as far as the order tells (S-23). */
import type { FactContext } from '../facts/context.js';
import { query } from '../facts/query.js';
import { isObject, member, numberOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Amount } from '../medication/amount.js';
import type { Knowledge } from '../knowledge/compile.js';
import { readDosage } from '../medication/dosage.js';
import { codedRoute } from '../medication/route.js';
import { formatDay } from '../time.js';
import type { Day } from '../time.js';
import { isRituximab } from './draft-orders.js';
import type { DraftOrder, DraftOrders } from './draft-orders.js';
import type { Evidence } from '../assessment.js';

export interface OrderedInfusions {
  readonly reference: string;
  /** Place in the sequence of the order; dosages of one place are given together (terminology page 5.4). */
  readonly sequence: number | undefined;
  /** By another route than into a vein, as the order says. */
  readonly isOtherRoute: boolean;
  /** Undefined when the dose cannot be read; `problem` then says why. */
  readonly amount: Amount | undefined;
  readonly problem: string | undefined;
  /** Days with a date of their own, or the day on which the dosage begins. */
  readonly days: readonly Day[];
  /** Days between two infusions of this dosage; undefined where the order says nothing of a second one. */
  readonly spacingDays: number | undefined;
  /** Infusions of this dosage, where the order says how many. */
  readonly count: number | undefined;
}

export interface RituximabOrder {
  readonly reference: string;
  readonly infusions: readonly OrderedInfusions[];
  readonly evidence: Evidence;
}

const DOSAGES = query('MedicationRequest.dosageInstruction');

/** The schedules are infusions; an order that names no route is taken for one. */
function isOtherRoute(dosage: JsonObject, knowledge: Knowledge): boolean {
  const route = codedRoute(dosage['route'], knowledge);
  return route !== undefined && route !== 'intravenous';
}

function infusionsOf(dosage: JsonObject, order: DraftOrder, { knowledge, calendar }: FactContext): OrderedInfusions {
  const result = order.drug?.recognised;
  const strength = result?.kind === 'recognised' ? result.recognition.strength : undefined;
  const read = readDosage(dosage, strength, knowledge, calendar);
  const told = numberOf(member(dosage['timing'], 'repeat'), 'count');
  const days = read.events.length > 0 ? read.events : read.bounds.start ? [read.bounds.start] : [];
  const { timing, bounds, amount } = read;
  const length =
    bounds.durationDays ?? (bounds.start && bounds.end ? bounds.end.latest - bounds.start.earliest + 1 : undefined);
  const spacing = timing && timing.periodDays / timing.frequency;
  // an order that ends before a second infusion could fall due is for one
  const isSingle = told === 1 || (spacing !== undefined && length !== undefined && length <= spacing);
  const counted = spacing !== undefined && length !== undefined ? Math.ceil(length / spacing) : undefined;
  return {
    reference: order.reference,
    sequence: read.sequence,
    isOtherRoute: isOtherRoute(dosage, knowledge),
    amount,
    problem: amount ? undefined : (read.problem ?? 'no structured dose'),
    days: days.map(({ earliest }) => earliest),
    spacingDays: isSingle ? undefined : spacing,
    count: told ?? (read.events.length > 0 ? read.events.length : isSingle ? 1 : counted),
  };
}

const amountText = ({ milligrams, per }: Amount): string =>
  `${milligrams} mg${per === 'square-metre' ? '/m2' : per === 'kilogram' ? '/kg' : ''}`;

export function rituximabOrdersOf(context: FactContext, drafts: DraftOrders): readonly RituximabOrder[] {
  return drafts.filter(isRituximab).map((order) => {
    if (order.drug?.isFirm !== true)
      context.ledger.note(`${order.reference} is taken for an order of rituximab by its words only.`);
    const dosages = DOSAGES.select(order.resource).filter((dosage) => isObject(dosage));
    const infusions = dosages.map((dosage) => infusionsOf(dosage, order, context));
    const amounts = infusions.flatMap(({ amount }) => (amount ? [amountText(amount)] : []));
    const [day] = infusions.flatMap(({ days }) => days);
    return {
      reference: order.reference,
      infusions,
      evidence: {
        label: 'Rituximab order',
        value: amounts.length === 0 ? 'dose not told' : [...new Set(amounts)].join(', '),
        ...(day === undefined ? {} : { date: formatDay(day) }),
        reference: order.reference,
        path: 'MedicationRequest.dosageInstruction',
      },
    };
  });
}

/** The first day from `asOf` on for which rituximab is ordered; `asOf` where no order names a later one. */
export function plannedDay(orders: readonly RituximabOrder[], asOf: Day): Day {
  const days = orders.flatMap(({ infusions }) => infusions.flatMap((one) => one.days)).filter((day) => day >= asOf);
  return days.length === 0 ? asOf : Math.min(...days);
}
