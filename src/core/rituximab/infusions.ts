/** Rituximab infusions by day, from the best traces there are; what tells of the same infusion twice counts once (5.5). */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Interval } from '../medication/interval.js';
import { Plausibility } from '../medication/plausibility.js';
import type { Parameters } from '../knowledge/parameters.js';
import { tidy } from '../quantity.js';
import { formatDay } from '../time.js';
import type { DayRange } from '../time.js';
import { TRACES } from './infusion.js';
import type { Infusion, Trace } from './infusion.js';
import { ordersOf, ReasonReader } from './reasons.js';
import { tracesOf } from './traces.js';
import type { PossibleExposure, Told } from './traces.js';

export interface Infusions {
  /** In the order of time. */
  readonly infusions: readonly Infusion[];
  /** What no infusion above explains. */
  readonly possible: readonly PossibleExposure[];
}

const NOTHING: Infusions = { infusions: [], possible: [] };

const isExact = ({ earliest, latest }: DayRange): boolean => earliest === latest;
/** Days between two dates at least: 0 where they may be the same day. */
const apart = (a: DayRange, b: DayRange): number => Math.max(0, a.earliest - b.latest, b.earliest - a.latest);

/** Charges stand beside administrations; every weaker trace gives way to a better one of the same infusion. */
const rankOf = (trace: Trace): number => Math.max(TRACES.indexOf(trace), TRACES.indexOf('charge'));

function areLinked(a: Told, b: Told): boolean {
  const orders = ordersOf(a.resource);
  return orders.length > 0 && ordersOf(b.resource).some((order) => orders.includes(order));
}

/** Puts better traces first and keeps of the others only what tells of an infusion that is not known yet. */
class Merger {
  readonly #kept: Told[] = [];
  readonly #context: FactContext;
  readonly #p: Parameters['rituximab'];

  constructor(context: FactContext) {
    this.#context = context;
    this.#p = context.parameters.rituximab;
  }

  merge(told: readonly Told[]): readonly Told[] {
    for (const trace of TRACES) {
      const own = told.filter((one) => one.trace === trace);
      const exact = own.filter(({ on }) => isExact(on));
      if (trace === 'charge') this.#kept.push(...exact.map((charge) => this.#besideAdministration(charge)));
      else if (trace === 'dispense') this.#kept.push(...this.#unexplained(exact));
      else this.#kept.push(...exact.filter(({ on }) => !this.#isWithinCourse(on, trace)));
      // a date that is not exact adds nothing to a course that it may belong to, unless it is an administration
      const open = own.filter(({ on }) => !isExact(on));
      this.#kept.push(...open.filter(({ on }) => trace === 'administration' || !this.#touchesCourse(on)));
    }
    return this.#kept;
  }

  /** A charge written on the next or the former day is that of the infusion. */
  #besideAdministration(charge: Told): Told {
    const near = this.#kept.filter(({ on }) => isExact(on) && apart(on, charge.on) <= this.#p.chargeWithinDays.value);
    if (near.length === 0 || near.some(({ on }) => apart(on, charge.on) === 0)) return charge;
    const [infusion = charge] = near;
    this.#context.ledger.note(
      `${charge.reference} charges for rituximab beside the infusion of ${formatDay(infusion.on.latest)}: counted as one.`,
    );
    return { ...charge, on: infusion.on };
  }

  /** Reports and orders tell of a course, not of an infusion: those of a known course are that course. */
  #isWithinCourse(on: DayRange, trace: Trace): boolean {
    const window = this.#p.courseWindowDays.value;
    return this.#kept.some((other) => rankOf(other.trace) < rankOf(trace) && apart(other.on, on) <= window);
  }

  #touchesCourse(on: DayRange): boolean {
    const window = this.#p.courseWindowDays.value;
    return this.#kept.some((other) => isExact(other.on) && apart(other.on, on) <= window);
  }

  /** Supplies of infusions that nothing better tells of: each infusion explains those of its days, and one before it. */
  #unexplained(supplies: readonly Told[]): readonly Told[] {
    const given = this.#kept.filter(({ on }) => isExact(on));
    const { sameInfusionDays, scheduleAIntervalFromDays, courseWindowDays } = this.#p;
    const explaining = new Set<Told>();
    const rest = supplies.filter((supply) => {
      const infusion = given.find(({ on }) => apart(on, supply.on) <= sameInfusionDays.value);
      if (infusion) explaining.add(infusion);
      return !infusion;
    });
    return rest.filter((supply) => {
      const infusion = given.find((one) => {
        const days = one.on.latest - supply.on.latest;
        const isNext = days > 0 && days < scheduleAIntervalFromDays.value;
        const isLinked = Math.abs(days) <= courseWindowDays.value && areLinked(one, supply);
        return !explaining.has(one) && (isNext || isLinked);
      });
      if (infusion) explaining.add(infusion);
      return !infusion;
    });
  }
}

/** Bags, charges and supplies of one day are one infusion; its dose is the sum of what is known. */
function byDay(told: readonly Told[], reasons: ReasonReader): readonly Infusion[] {
  const days = new Map<number | string, Infusion>();
  for (const { on, milligrams, trace, reference, resource } of told) {
    const key = isExact(on) ? on.latest : reference;
    const before = days.get(key);
    const isBag = before?.trace === trace && trace === 'administration';
    const dose = before?.milligrams ?? null;
    days.set(key, {
      day: on.latest,
      earliest: on.earliest,
      isExact: isExact(on),
      milligrams: dose === null ? milligrams : milligrams !== null && isBag ? tidy(dose + milligrams) : dose,
      trace: before?.trace ?? trace,
      references: [...(before?.references ?? []), reference],
      reason: before?.reason ?? (resource && reasons.reasonOf(resource)),
    });
  }
  return [...days.values()];
}

/** More on one day than anybody gives (B.1): two records of one infusion, or a dose that was mistyped. */
function noteTooHigh(context: FactContext, infusions: readonly Infusion[]): void {
  const drug = context.knowledge.medications.drug('rituximab');
  if (!drug) return;
  const plausible = new Plausibility(context);
  for (const { milligrams, day, references } of infusions) {
    const inUnit = (unit: string) =>
      unit === 'mg' && milligrams !== null ? { low: milligrams, high: milligrams } : undefined;
    if (plausible.isTooHigh(drug, undefined, inUnit))
      plausible.noteTooHigh(drug.title, `${milligrams ?? ''} mg on ${formatDay(day)}`, references);
  }
}

/** Whether a known infusion explains what may have been one: the same infusion, or the course that was ordered. */
function isExplained(
  { on, trace }: PossibleExposure,
  infusions: readonly Infusion[],
  p: Parameters['rituximab'],
): boolean {
  const days = trace === 'administration' || trace === 'charge' ? p.sameInfusionDays.value : p.courseWindowDays.value;
  const isPlaceable = Number.isFinite(on.earliest) || trace === 'statement' || trace === 'order';
  return (
    isPlaceable && infusions.some((one) => one.isExact && apart({ earliest: one.day, latest: one.day }, on) <= days)
  );
}

export function infusionsOf(context: FactContext, body: Body, intervals: readonly Interval[]): Infusions {
  const traces = tracesOf(context, body, intervals);
  if (traces.told.length === 0 && traces.possible.length === 0) return NOTHING;
  const p = context.parameters.rituximab;
  const infusions = byDay(new Merger(context).merge(traces.told), new ReasonReader(context)).toSorted(
    (a, b) => a.day - b.day || a.earliest - b.earliest,
  );
  noteTooHigh(context, infusions);
  const possible = traces.possible.filter((one) => !isExplained(one, infusions, p));
  for (const { evidence } of possible)
    context.ledger.note(
      `${evidence.reference} may tell of rituximab but does not decide: no course was counted for it.`,
    );
  return { infusions, possible };
}
