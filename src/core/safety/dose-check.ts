/** An order against the two schedules (S-23, R-40, R-41; ruling 22): dose, spacing and number of infusions. */
import type { Parameters } from '../knowledge/parameters.js';
import type { Amount } from '../medication/amount.js';
import type { RituximabOrder } from '../orders/rituximab-orders.js';
import { exceeds, tidy } from '../quantity.js';
import { countOf, fitOf, givenTogether } from './given-together.js';
import type { Status } from '../status.js';
import { all, any } from '../status.js';
import type { Day } from '../time.js';

export interface DoseCheck {
  readonly status: Status;
  /** What keeps it from fitting schedule A, and B; empty where it fits. */
  readonly faults: readonly { readonly schedule: 'A' | 'B'; readonly because: readonly string[] }[];
  readonly missing: readonly string[];
  /** Both schedules in words, with this patient's dose. */
  readonly schedules: string;
}

interface Plan {
  readonly schedule: 'A' | 'B';
  readonly infusions: number;
  readonly fromDays: number;
  readonly toDays: number;
  /** Whether an amount is that of the schedule; `unknown` where body surface would be needed. */
  readonly fits: (amount: Amount) => Status;
  readonly dose: string;
}

interface Given {
  readonly day: Day;
  /** Null where the record does not say. */
  readonly milligrams: number | null;
}

const rounded = (value: number): number => Math.round(value);

function near(value: number, wanted: number, percent: number): Status {
  return exceeds((Math.abs(value - wanted) / wanted) * 100, percent) ? 'not-met' : 'met';
}

function plansOf(p: Parameters['rituximab'], squareMetres: number | undefined): readonly Plan[] {
  const percent = p.scheduleDoseTolerancePercent.value;
  // without a body surface only what fits no adult, or fits by itself, can be told
  const surfaces =
    squareMetres === undefined ? [p.plausibleBodySurfaceFrom.value, p.plausibleBodySurfaceTo.value] : [squareMetres];
  const against = (values: readonly number[], wanted: number): Status => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const closest = near(Math.min(Math.max(wanted, low), high), wanted, percent);
    return low === high || closest === 'not-met' ? closest : 'unknown';
  };
  const absolute = ({ per, milligrams }: Amount): readonly number[] =>
    per === 'square-metre' ? surfaces.map((surface) => tidy(milligrams * surface)) : [milligrams];
  const perSquareMetre = ({ per, milligrams }: Amount): readonly number[] =>
    per === 'square-metre' ? [milligrams] : surfaces.map((surface) => milligrams / surface);
  const judged = ({ per }: Amount, values: readonly number[], wanted: number): Status =>
    per === 'kilogram' ? 'unknown' : against(values, wanted);
  const own =
    squareMetres === undefined
      ? ''
      : ` = ${rounded(p.scheduleBDose.value * squareMetres)} mg at ${squareMetres.toFixed(2)} m2`;
  return [
    {
      schedule: 'A',
      infusions: p.scheduleAInfusions.value,
      fromDays: p.scheduleAIntervalFromDays.value,
      toDays: p.scheduleAIntervalToDays.value,
      fits: (amount) => judged(amount, absolute(amount), p.scheduleADose.value),
      dose: `${p.scheduleADose.value} mg`,
    },
    {
      schedule: 'B',
      infusions: p.scheduleBInfusions.value,
      fromDays: p.scheduleBIntervalFromDays.value,
      toDays: p.scheduleBIntervalToDays.value,
      fits: (amount) => judged(amount, perSquareMetre(amount), p.scheduleBDose.value),
      dose: `${p.scheduleBDose.value} mg/m2${own}`,
    },
  ];
}

/** An infusion of the course under way whose dose is that of another schedule, and not of this one. */
function followsOther({ milligrams }: Given, plan: Plan, plans: readonly Plan[]): boolean {
  if (milligrams === null) return false;
  const amount: Amount = { milligrams, per: 'patient' };
  return plan.fits(amount) === 'not-met' && plans.some((other) => other !== plan && other.fits(amount) === 'met');
}

/** Gaps between the infusions that have a day: those given in the course under way, then those ordered. */
function gapsOf(orders: readonly RituximabOrder[], given: readonly Given[], today: Day | undefined): readonly number[] {
  const ordered = orders.flatMap(({ infusions }) => infusions.flatMap(({ days }) => days));
  const last = given.at(-1)?.day;
  const coming = ordered.length > 0 ? ordered : today === undefined ? [] : [today];
  const days = [
    ...new Set([...(last === undefined ? [] : [last]), ...coming.filter((day) => last === undefined || day > last)]),
  ];
  const sorted = days.toSorted((a, b) => a - b);
  return sorted.slice(1).map((day, index) => day - (sorted[index] ?? day));
}

export interface DoseCheckInput {
  readonly orders: readonly RituximabOrder[];
  /** Infusions of the course that is under way. */
  readonly given: readonly Given[];
  /** The day of an infusion that no order dates. */
  readonly today: Day | undefined;
  readonly squareMetres: number | undefined;
}

/** Undefined where nothing is ordered and nothing is infused. */
export function doseCheckOf(
  { orders, given, today, squareMetres }: DoseCheckInput,
  p: Parameters['rituximab'],
): DoseCheck | undefined {
  if (orders.length === 0 && today === undefined) return undefined;
  const infusions = orders.flatMap((order) => order.infusions);
  const groups = givenTogether(infusions);
  const hasUnreadable = infusions.some(({ amount }) => !amount) || (orders.length > 0 && infusions.length === 0);
  const spacings = [
    ...gapsOf(orders, given, today),
    ...infusions.flatMap(({ spacingDays }) => (spacingDays === undefined ? [] : [tidy(spacingDays)])),
  ];
  const counted = groups.reduce((sum, group) => sum + countOf(group), given.length);
  const isOtherRoute = infusions.some((one) => one.isOtherRoute);
  const plans = plansOf(p, squareMetres);
  const judged = plans.map((plan) => {
    const doses = groups.map((group) => fitOf(group, plan.fits));
    const isMixed = given.some((one) => followsOther(one, plan, plans));
    const wrongSpacing = spacings.filter((days) => days < plan.fromDays || days > plan.toDays);
    const isTooMany = counted > plan.infusions;
    const status = all([
      ...doses,
      ...(hasUnreadable ? (['unknown'] as const) : []),
      wrongSpacing.length > 0 || isTooMany || isMixed || isOtherRoute ? 'not-met' : 'met',
    ]);
    const because = [
      ...(doses.includes('not-met') ? ['dose'] : []),
      ...(wrongSpacing.length > 0 ? [`${wrongSpacing.join(', ')} days apart`] : []),
      ...(isTooMany ? [`${counted} infusions`] : []),
      ...(isMixed ? ['the course was begun by the other schedule'] : []),
      ...(isOtherRoute ? ['not into a vein'] : []),
    ];
    return {
      plan,
      status,
      because,
      needsDays: groups.some((group) => group.length > 1) && doses.includes('unknown'),
      needsSurface: squareMetres === undefined && doses.includes('unknown'),
    };
  });
  const status = any(judged.map((one) => one.status));
  return {
    status,
    faults: judged.map(({ plan, because }) => ({ schedule: plan.schedule, because })),
    missing:
      status === 'unknown'
        ? [
            ...(hasUnreadable ? ['dose of the rituximab order'] : []),
            ...(judged.some(({ needsDays }) => needsDays) ? ['days of the infusions: one or several'] : []),
            ...(judged.some(({ needsSurface }) => needsSurface) ? ['height and weight, or body surface'] : []),
          ]
        : [],
    schedules: plans
      .map(
        ({ schedule, infusions: number, dose, fromDays, toDays }) =>
          `${schedule}: ${number} x ${dose}, ${fromDays} to ${toDays} days apart`,
      )
      .join('; '),
  };
}
