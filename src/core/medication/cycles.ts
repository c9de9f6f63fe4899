/** Infusion cycles (clinical rules B.1, B.2 step 7): doses close together are one cycle, cycles close together one trial. */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Regimen } from '../knowledge/knowledge.js';
import type { Parameter } from '../knowledge/parameters.js';
import { reaches, tidy } from '../quantity.js';
import { any, between } from '../status.js';
import type { Status } from '../status.js';
import type { Day } from '../time.js';
import type { Interval } from './interval.js';

interface DoseEvent {
  readonly day: Day;
  /** mg; undefined when not known. */
  readonly milligrams: number | undefined;
  readonly perKilogram: number | undefined;
  readonly perSquareMetre: number | undefined;
  readonly decides: boolean;
  readonly interval: Interval;
}

export interface Cycle {
  readonly start: Day;
  readonly status: Status;
  readonly decides: boolean;
  readonly value: number | null;
  readonly interval: Interval;
}

export interface CycleTrial {
  readonly adequate: Status;
  readonly coveredDays: number;
  readonly cycles: number;
  /** Cycles of any dose, sure ones only. */
  readonly given: number;
  readonly value: number | null;
  readonly threshold: Parameter<number>;
  readonly because: string;
}

const MILLIGRAMS_A_GRAM = 1000;
/** A schedule of orders is expanded at most this far: no treatment has more infusions. */
const MOST_OCCASIONS = 1000;

/** Occasions of one interval: its own days, or the days its schedule names. */
function eventsOf(interval: Interval): readonly DoseEvent[] {
  const event = (day: Day, amount: Interval['perOccasion'], decides: boolean): DoseEvent => ({
    day,
    milligrams: amount?.per === 'patient' ? amount.milligrams : undefined,
    perKilogram: amount?.per === 'kilogram' ? amount.milligrams : undefined,
    perSquareMetre: amount?.per === 'square-metre' ? amount.milligrams : undefined,
    decides: decides && interval.decides,
    interval,
  });
  if (interval.occasions.length > 0) {
    return interval.occasions.map(({ on, amount }) => event(on.latest, amount, on.earliest === on.latest));
  }
  const { timing, perOccasion, start, sureEnd, possibleEnd } = interval;
  if (!timing) return [event(start.latest, perOccasion, sureEnd >= start.latest)];
  const step = Math.max(1, Math.round(timing.periodDays));
  const amount = perOccasion && {
    ...perOccasion,
    milligrams: perOccasion.milligrams * (step === 1 ? timing.perDay : timing.frequency),
  };
  const events: DoseEvent[] = [];
  for (let day = start.latest; day <= possibleEnd && events.length < MOST_OCCASIONS; day += step)
    events.push(event(day, amount, day <= sureEnd));
  return events;
}

/** Orders give way to the administrations that carried them out. */
function preferAdministered(intervals: readonly Interval[]): readonly Interval[] {
  const given = intervals.filter(({ source }) => source === 'MedicationAdministration');
  if (given.length === 0) return intervals;
  return intervals.filter(
    (one) =>
      one.source === 'MedicationAdministration' ||
      !given.some(({ start }) => start.latest >= one.start.earliest && start.earliest <= one.possibleEnd),
  );
}

export function cyclesOf(
  context: FactContext,
  body: Body,
  intervals: readonly Interval[],
  regimen: Regimen,
): readonly Cycle[] {
  const { cycleDoseWindowDays } = context.parameters.refractoriness;
  const events = preferAdministered(intervals)
    .flatMap((interval) => eventsOf(interval))
    .filter(({ day }) => day <= context.asOf)
    .toSorted((a, b) => a.day - b.day || (a.interval.reference < b.interval.reference ? -1 : 1));
  const groups: DoseEvent[][] = [];
  for (const event of events) {
    const group = groups.at(-1);
    if (group?.[0] && event.day < group[0].day + cycleDoseWindowDays.value) group.push(event);
    else groups.push([event]);
  }
  return groups.flatMap((group) => cycleOf(context, body, group, regimen) ?? []);
}

function cycleOf(context: FactContext, body: Body, group: readonly DoseEvent[], regimen: Regimen): Cycle | undefined {
  const first = group[0];
  const threshold = context.parameters.fullDose[regimen.parameter];
  if (!first || !threshold) return undefined;
  const alternative = regimen.alternative === undefined ? undefined : context.parameters.fullDose[regimen.alternative];
  const main = reaching(context, body, group, threshold);
  const status = alternative ? any([main.status, reaching(context, body, group, alternative).status]) : main.status;
  return {
    start: first.day,
    status,
    decides: group.every(({ decides }) => decides),
    value: main.value,
    interval: first.interval,
  };
}

/** Whether the doses of a cycle reach a threshold per kg or per m2; body size that is missing leaves bounds (ruling 7). */
function reaching(
  context: FactContext,
  body: Body,
  group: readonly DoseEvent[],
  threshold: Parameter<number>,
): { readonly status: Status; readonly value: number | null } {
  const { exposure } = context.parameters;
  const day = group[0]?.day ?? context.asOf;
  const kilograms = body.weightAt(day)?.value;
  const surface = body.surfaceAt(day)?.m2;
  const isSurface = threshold.unit.endsWith('/m2');
  const scale = threshold.unit.startsWith('g/') ? MILLIGRAMS_A_GRAM : 1;
  const sum = (size: readonly [kilograms: number | undefined, surface: number | undefined]): number | undefined => {
    let total = 0;
    for (const { milligrams, perKilogram, perSquareMetre } of group) {
      const absolute = milligrams ?? times(perKilogram, size[0]) ?? times(perSquareMetre, size[1]);
      const direct = isSurface ? perSquareMetre : perKilogram;
      const divisor = isSurface ? size[1] : size[0];
      const part = direct ?? (absolute === undefined || divisor === undefined ? undefined : absolute / divisor);
      if (part === undefined) return undefined;
      total += part;
    }
    return total / scale;
  };
  const exact = sum([kilograms, surface]);
  if (exact !== undefined) {
    const adjusted = isSurface ? undefined : adjustedWeight(context, body, day);
    const counted = adjusted === undefined ? exact : (sum([adjusted, surface]) ?? exact);
    return { status: reaches(counted, threshold.value) ? 'met' : 'not-met', value: tidy(counted) };
  }
  if (isSurface) return { status: 'unknown', value: null };
  const sure = sum([exposure.heaviestAssumedKilograms.value, surface]);
  const possible = sum([exposure.lightestAssumedKilograms.value, surface]);
  if (sure === undefined || possible === undefined) return { status: 'unknown', value: null };
  return { status: between(reaches(sure, threshold.value), reaches(possible, threshold.value)), value: null };
}

const times = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a * b;

const CENTIMETRES_AN_INCH = 2.54;

/** Adjusted weight of an overweight patient (B.2 step 4, ruling 7); undefined when actual weight counts. */
function adjustedWeight(context: FactContext, body: Body, day: Day): number | undefined {
  const weight = body.weightAt(day)?.value;
  const height = body.height()?.value;
  if (weight === undefined || height === undefined) return undefined;
  const p = context.parameters.exposure;
  if (weight / (height / 100) ** 2 <= p.adjustedWeightAboveBodyMassIndex.value) return undefined;
  const gender = context.record.patient['gender'];
  if (gender !== 'male' && gender !== 'female') return undefined;
  const base = gender === 'male' ? p.idealWeightMaleKilograms : p.idealWeightFemaleKilograms;
  const ideal =
    base.value + p.idealWeightPerInchKilograms.value * (height / CENTIMETRES_AN_INCH - p.idealWeightBaseInches.value);
  const adjusted = ideal + p.adjustedWeightFraction.value * (weight - ideal);
  context.ledger.note(
    `Doses per kg of infusions are judged on adjusted weight ${tidy(Number(adjusted.toFixed(1)))} kg (actual ${tidy(weight)} kg).`,
  );
  return adjusted;
}

/** The longest run of qualifying cycles whose starts are close enough to one another. */
function bestRun(cycles: readonly Cycle[], maximumGap: number): readonly Cycle[] {
  let best: readonly Cycle[] = [];
  let run: Cycle[] = [];
  for (const cycle of cycles) {
    const previous = run.at(-1);
    if (previous && cycle.start - previous.start > maximumGap) run = [];
    run.push(cycle);
    if (run.length > best.length) best = [...run];
  }
  return best;
}

export function judgeCycles(context: FactContext, cycles: readonly Cycle[], regimen: Regimen): CycleTrial | undefined {
  const p = context.parameters.refractoriness;
  const threshold = context.parameters.fullDose[regimen.parameter];
  if (!threshold || cycles.length === 0) return undefined;
  const isEnough = (run: readonly Cycle[]): boolean => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last || run.length < p.cycleMinimumCount.value) return false;
    return last.start + p.cycleLengthDays.value - first.start >= p.cycleMinimumSpanDays.value;
  };
  const sure = bestRun(
    cycles.filter(({ status, decides }) => status === 'met' && decides),
    p.cycleMaximumGapDays.value,
  );
  const possible = bestRun(
    cycles.filter(({ status }) => status !== 'not-met'),
    p.cycleMaximumGapDays.value,
  );
  const coveredDays = sure.reduce((days, { start }, index) => {
    const next = sure[index + 1]?.start;
    return days + Math.min(p.cycleLengthDays.value, next === undefined ? p.cycleLengthDays.value : next - start);
  }, 0);
  const values = (sure.length > 0 ? sure : cycles).flatMap(({ value }) => value ?? []);
  return {
    adequate: between(isEnough(sure), isEnough(possible)),
    coveredDays,
    cycles: sure.length,
    given: cycles.filter(({ decides }) => decides).length,
    value: values.length > 0 ? Math.max(...values) : null,
    threshold,
    because: `${sure.length} of ${cycles.length} cycle(s) at full dose in a row; needs ${p.cycleMinimumCount.value}, at most ${p.cycleMaximumGapDays.value} days apart`,
  };
}
