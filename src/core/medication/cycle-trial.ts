/** A drug given by cycles: enough cycles at full dose, close enough to one another (clinical rules B.1, B.2 step 7). */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Drug, Regimen } from '../knowledge/knowledge.js';
import type { Parameter } from '../knowledge/parameters.js';
import { plural } from '../plural.js';
import { reaches, tidy } from '../quantity.js';
import { any, between } from '../status.js';
import type { Status } from '../status.js';
import type { Day } from '../time.js';
import { adjustedWeights } from './adjusted-weight.js';
import { dosesBySource } from './combine.js';
import type { DoseReading } from './combine.js';
import { cyclesOf } from './cycles.js';
import type { Cycle } from './cycles.js';
import type { Case } from './daily-trial.js';
import { inUnit, unitIsPer } from './dose-unit.js';
import type { BodySize } from './dose-unit.js';
import { doseText } from './evidence.js';
import type { Infusion } from './infusions.js';
import type { Interval } from './interval.js';
import { Plausibility } from './plausibility.js';
import type { RegimenVerdict } from './regimen-verdict.js';

interface JudgedCycle {
  readonly start: Day;
  readonly status: Status;
  readonly isSure: boolean;
  readonly value: number | null;
  readonly isDoseKnown: boolean;
}

/** A dose in one unit at the least and the most that body size and record leave open. */
interface CycleDose {
  readonly low: number;
  readonly high: number;
  readonly isExact: boolean;
  readonly intervals: readonly Interval[];
}

export class CycleTrialJudge {
  readonly #context: FactContext;
  readonly #body: Body;
  readonly #plausible: Plausibility;

  constructor(context: FactContext, body: Body) {
    this.#context = context;
    this.#body = body;
    this.#plausible = new Plausibility(context);
  }

  judge(trial: Case, regimen: Regimen): RegimenVerdict {
    const { parameters, asOf, ledger } = this.#context;
    const p = parameters.refractoriness;
    const disbelieved = this.#disbelieved(trial, regimen);
    for (const { perOccasion, problem, reference, drug, occasions } of trial.intervals)
      if (!perOccasion && occasions.every(({ amount }) => !amount))
        ledger.refuse(reference, `${drug.title}: ${problem ?? 'no dose on file'}`);
    const cycles = cyclesOf(trial.intervals, trial.denied, asOf, p.cycleDoseWindowDays.value).map((cycle) =>
      this.#judgeCycle(cycle, trial, regimen, disbelieved),
    );
    return this.#verdict(cycles, trial, regimen);
  }

  /** Doses a thousand times too small are a slip of units: nothing is said on them (ruling 8). */
  #disbelieved({ intervals, drug }: Case, regimen: Regimen): ReadonlySet<Interval> {
    const slips = intervals.filter((interval) => {
      const amount = interval.perOccasion ?? interval.occasions[0]?.amount;
      return (
        amount !== undefined &&
        this.#plausible.isSlip(drug, regimen, (unit) =>
          this.#boundsAt(interval.start.latest, drug, regimen, unit, (size) =>
            inUnit(amount.milligrams, amount.per, unit, size),
          ),
        )
      );
    });
    for (const slip of slips) this.#plausible.refuseSlip(drug.title, slip.reference, doseText(slip));
    return new Set(slips);
  }

  #judgeCycle(
    cycle: Cycle,
    { drug, isAttested }: Case,
    regimen: Regimen,
    disbelieved: ReadonlySet<Interval>,
  ): JudgedCycle {
    const { fullDose } = this.#context.parameters;
    const believed = cycle.infusions.filter(({ interval }) => !disbelieved.has(interval));
    const limbs = [regimen.parameter, regimen.alternative].flatMap((name) => {
      const threshold = name === undefined ? undefined : fullDose[name];
      return threshold
        ? [{ threshold, dose: this.#doseOf({ ...cycle, infusions: believed }, drug, regimen, threshold.unit) }]
        : [];
    });
    const [main] = limbs;
    const status = any(
      limbs.map(({ threshold, dose }) =>
        dose ? between(reaches(dose.low, threshold.value), reaches(dose.high, threshold.value)) : 'unknown',
      ),
    );
    const used = limbs.find(({ dose }) => dose)?.dose?.intervals;
    this.#noteTooHigh(cycle, drug, regimen);
    const infusions = used ? cycle.infusions.filter(({ interval }) => used.includes(interval)) : cycle.infusions;
    return {
      start: cycle.start,
      status: isAttested && (used || believed.length > 0) ? 'met' : status,
      isSure: used ? infusions.every(({ isSure }) => isSure) : infusions.some(({ isSure }) => isSure),
      value: main?.dose?.isExact === true ? tidy(main.dose.low) : null,
      isDoseKnown: used !== undefined,
    };
  }

  /** What the most trusted source that knows the dose says; a source that is certain before one that is not. */
  #doseOf({ start, infusions }: Cycle, drug: Drug, regimen: Regimen, unit: string): CycleDose | undefined {
    const sure = infusions.filter(({ isSure }) => isSure);
    return this.#doseAmong(sure, start, drug, regimen, unit) ?? this.#doseAmong(infusions, start, drug, regimen, unit);
  }

  #doseAmong(
    infusions: readonly Infusion[],
    start: Day,
    drug: Drug,
    regimen: Regimen,
    unit: string,
  ): CycleDose | undefined {
    const { cycleDoseWindowDays } = this.#context.parameters.refractoriness;
    const intervals = [...new Set(infusions.map(({ interval }) => interval))];
    let used: readonly Interval[] = [];
    const bounds = this.#boundsAt(start, drug, regimen, unit, (size) => {
      const [trusted] = dosesBySource(
        intervals,
        (interval) => totalOf(infusions, interval, unit, size),
        cycleDoseWindowDays.value - 1,
      );
      used = trusted?.intervals ?? used;
      return trusted?.dose;
    });
    return bounds && { ...bounds, intervals: used };
  }

  /** A dose at each body size that the patient may have on a day. */
  #boundsAt(
    day: Day,
    drug: Drug,
    regimen: Regimen,
    unit: string,
    doseAt: (size: BodySize) => number | DoseReading | undefined,
  ): Omit<CycleDose, 'intervals'> | undefined {
    const sizes = this.#sizes(day, drug, regimen, unit);
    const doses = sizes.flatMap((size) => {
      const dose = doseAt(size);
      return typeof dose === 'number' ? [{ low: dose, high: dose }] : (dose ?? []);
    });
    if (doses.length < sizes.length) return undefined;
    const [low, high] = [Math.min(...doses.map((dose) => dose.low)), Math.max(...doses.map((dose) => dose.high))];
    return { low, high, isExact: sizes.length === 1 || low === high };
  }

  #sizes(day: Day, drug: Drug, regimen: Regimen, unit: string): readonly BodySize[] {
    const { heaviestAssumedKilograms: heaviest, lightestAssumedKilograms: lightest } =
      this.#context.parameters.exposure;
    const weight = this.#body.weightAt(day)?.value;
    const squareMetres = this.#body.surfaceAt(day)?.m2;
    const adjusted =
      regimen.isAdjustedWeight === true ? adjustedWeights(this.#context, this.#body, day, drug.title) : [];
    const known = weight === undefined ? [] : [weight];
    const assumed = unitIsPer(unit) === 'kilogram' ? [heaviest.value, lightest.value] : [undefined];
    const weights = [adjusted, known].find((list) => list.length > 0) ?? assumed;
    return weights.map((kilograms) => ({ kilograms, squareMetres }));
  }

  #noteTooHigh(cycle: Cycle, drug: Drug, regimen: Regimen): void {
    const isTooHigh = this.#plausible.isTooHigh(drug, regimen, (unit) => this.#doseOf(cycle, drug, regimen, unit));
    if (!isTooHigh) return;
    const intervals = cycle.infusions.map(({ interval }) => interval);
    const [only] = intervals;
    this.#plausible.noteTooHigh(
      drug.title,
      intervals.length === 1 && only ? doseText(only) : 'of one cycle',
      intervals.map(({ reference }) => reference),
    );
  }

  #verdict(cycles: readonly JudgedCycle[], { intervals }: Case, { parameter }: Regimen): RegimenVerdict {
    const p = this.#context.parameters.refractoriness;
    const threshold: Parameter<number> | undefined = this.#context.parameters.fullDose[parameter];
    const gap = p.cycleMaximumGapDays.value;
    const spanOf = (run: readonly JudgedCycle[]): number =>
      (run.at(-1)?.start ?? 0) + p.cycleLengthDays.value - (run[0]?.start ?? 0);
    const isEnough = (run: readonly JudgedCycle[]): boolean =>
      run.length >= p.cycleMinimumCount.value && spanOf(run) >= p.cycleMinimumSpanDays.value;
    const full = cycles.filter(({ status, isSure }) => status === 'met' && isSure);
    const sure = bestRun(full, gap);
    const possible = bestRun(
      cycles.filter(({ status }) => status !== 'not-met'),
      gap,
    );
    const adequate = between(isEnough(sure), isEnough(possible) || intervals.some(({ isUndated }) => isUndated));
    const values = (sure.length > 0 ? sure : cycles).flatMap(({ value }) => value ?? []);
    return {
      adequate,
      coveredDays: coveredDays(sure, p.cycleLengthDays.value),
      cycles: sure.length,
      dose: { value: values.length > 0 ? Math.max(...values) : null, unit: threshold?.unit ?? '' },
      threshold: threshold ? { value: threshold.value, unit: threshold.unit } : null,
      because: `${this.#because(cycles, full, sure)}; needs ${plural(p.cycleMinimumCount.value, 'cycle')}, at most ${gap} days apart`,
      anyDoseDays: 0,
      anyDoseCycles: cycles.filter(({ isSure }) => isSure).length,
      possibleDays: intervals.length > 0 ? Number.POSITIVE_INFINITY : 0,
      reachedFullDose: between(
        full.length > 0,
        cycles.some(({ status }) => status !== 'not-met'),
      ),
    };
  }

  /** What the cycles amount to and, where they are not enough, what they lack. */
  #because(cycles: readonly JudgedCycle[], full: readonly JudgedCycle[], run: readonly JudgedCycle[]): string {
    const p = this.#context.parameters.refractoriness;
    const needed = p.cycleMinimumCount.value;
    if (cycles.length === 0) return 'no infusion with a date';
    const without = cycles.filter(({ isDoseKnown }) => !isDoseKnown).length;
    const gaps = without === 0 ? '' : `, dose not known in ${plural(without, 'cycle')}`;
    if (full.length < needed)
      return full.length === cycles.length
        ? `only ${plural(full.length, 'cycle')}, each at full dose`
        : `${full.length} of ${plural(cycles.length, 'cycle')} at full dose for certain${gaps}`;
    if (run.length < needed) return `${plural(full.length, 'cycle')} at full dose, but too far apart`;
    const days = (run.at(-1)?.start ?? 0) + p.cycleLengthDays.value - (run[0]?.start ?? 0);
    return days < p.cycleMinimumSpanDays.value
      ? `${plural(run.length, 'cycle')} at full dose cover ${plural(days, 'day')} of the ${p.cycleMinimumSpanDays.value} needed`
      : `${plural(run.length, 'cycle')} at full dose in a row`;
  }
}

/** All that one interval gives in a cycle. */
function totalOf(
  infusions: readonly Infusion[],
  interval: Interval,
  unit: string,
  size: BodySize,
): DoseReading | undefined {
  let total = 0;
  for (const { interval: own, amount } of infusions) {
    if (own !== interval) continue;
    const part = amount && inUnit(amount.milligrams, amount.per, unit, size);
    if (part === undefined) return undefined;
    total += part;
  }
  return { low: total, high: total, per: 'patient' };
}

/** The longest run of cycles whose starts are close enough to one another. */
function bestRun(cycles: readonly JudgedCycle[], maximumGap: number): readonly JudgedCycle[] {
  let longest: readonly JudgedCycle[] = [];
  let from = 0;
  for (const [index, cycle] of cycles.entries()) {
    const previous = cycles[index - 1];
    if (previous && cycle.start - previous.start > maximumGap) from = index;
    if (index - from + 1 > longest.length) longest = cycles.slice(from, index + 1);
  }
  return longest;
}

function coveredDays(run: readonly JudgedCycle[], cycleLength: number): number {
  return run.reduce((days, { start }, index) => {
    const next = run[index + 1]?.start;
    return days + Math.min(cycleLength, next === undefined ? cycleLength : next - start);
  }, 0);
}
