/** A drug given by cycles: enough cycles at full dose, close enough to one another (clinical rules B.1, B.2 step 7). */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Regimen } from '../knowledge/knowledge.js';
import type { Parameter } from '../knowledge/parameters.js';
import { plural } from '../plural.js';
import { reaches, tidy } from '../quantity.js';
import { any, between } from '../status.js';
import { CycleBody } from './cycle-body.js';
import { CycleDose } from './cycle-dose.js';
import { cyclesOf } from './cycles.js';
import type { Cycle } from './cycles.js';
import type { Case } from './daily-trial.js';
import { doseText } from './evidence.js';
import type { Infusion } from './infusions.js';
import { Plausibility } from './plausibility.js';
import type { JudgedCycle, RegimenVerdict } from './regimen-verdict.js';

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
    for (const { perOccasion, problem, reference, drug, occasions } of trial.intervals)
      if (!perOccasion && occasions.every(({ amount }) => !amount))
        ledger.refuse(reference, `${drug.title}: ${problem ?? 'no dose on file'}`);
    const windowDays = parameters.refractoriness.cycleDoseWindowDays.value;
    const limbs = [regimen.parameter, regimen.alternative].flatMap((name) =>
      name === undefined ? [] : (parameters.fullDose[name] ?? []),
    );
    const cycles = cyclesOf(trial.intervals, trial.denied, asOf, windowDays);
    return this.#verdict(
      cycles.map((cycle) => this.#judgeCycle(cycle, trial, regimen, limbs)),
      trial,
      regimen,
    );
  }

  /** Either limb is enough: a dose per square metre, or one per kilogram. */
  #judgeCycle(
    { start, infusions }: Cycle,
    trial: Case,
    regimen: Regimen,
    limbs: readonly Parameter<number>[],
  ): JudgedCycle {
    const windowDays = this.#context.parameters.refractoriness.cycleDoseWindowDays.value;
    const body = new CycleBody(this.#context, this.#body, start, trial.drug, regimen);
    const believed = this.#believed(infusions, trial, regimen, body);
    const dose = new CycleDose(body, believed, windowDays);
    const status = any(
      limbs.map(({ unit, value }) => {
        const bounds = dose.in(unit);
        return bounds ? between(reaches(bounds.low, value), reaches(bounds.high, value)) : 'unknown';
      }),
    );
    if (this.#plausible.isTooHigh(trial.drug, regimen, (unit) => dose.in(unit))) this.#noteTooHigh(believed, trial);
    const used = limbs.map(({ unit }) => dose.in(unit)?.intervals).find((intervals) => intervals !== undefined);
    const told = used ? infusions.filter(({ interval }) => used.includes(interval)) : infusions;
    const shown = limbs[0] && dose.in(limbs[0].unit);
    return {
      start,
      status: trial.isAttested && believed.length > 0 ? 'met' : status,
      decides: used ? told.every(({ isSure }) => isSure) : told.some(({ isSure }) => isSure),
      references: [...new Set(told.map(({ interval }) => interval.reference))],
      value: shown?.isExact === true ? tidy(shown.low) : null,
      isDoseKnown: used !== undefined,
    };
  }

  /** Doses a thousand times too small are a slip of units: nothing is said on them (ruling 8). */
  #believed(infusions: readonly Infusion[], { drug }: Case, regimen: Regimen, body: CycleBody): readonly Infusion[] {
    return infusions.filter(({ amount, interval }) => {
      const isSlip = amount && this.#plausible.isSlip(drug, regimen, (unit) => body.boundsOf(amount, unit));
      if (isSlip === true) this.#plausible.refuseSlip(drug.title, interval.reference, doseText(interval));
      return isSlip !== true;
    });
  }

  #noteTooHigh(infusions: readonly Infusion[], { drug }: Case): void {
    const intervals = infusions.map(({ interval }) => interval);
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
    const full = cycles.filter(({ status, decides }) => status === 'met' && decides);
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
      segments: [],
      judgedCycles: cycles,
      anyDoseDays: 0,
      anyDoseCycles: cycles.filter(({ decides }) => decides).length,
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
