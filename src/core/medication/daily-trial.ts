/** A drug taken every day or every week: days at full dose in the best single trial (clinical rules B.2 steps 6 and 7). */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Drug, Regimen } from '../knowledge/knowledge.js';
import { plural } from '../plural.js';
import { between } from '../status.js';
import type { Status } from '../status.js';
import type { DoseReading } from './combine.js';
import { doseText } from './evidence.js';
import { FullDoseJudge } from './full-dose.js';
import type { FullDose } from './full-dose.js';
import { isGiven } from './interval.js';
import type { Interval } from './interval.js';
import { isDenied } from './not-taken.js';
import type { NotTaken } from './not-taken.js';
import { Plausibility } from './plausibility.js';
import type { RegimenVerdict } from './regimen-verdict.js';
import { segmentsOf } from './segments.js';
import type { Segment } from './segments.js';
import { best, representative, stretchesOf, unchangedRuns } from './stretches.js';
import type { Judged, Unchanged } from './stretches.js';

/** All that is known about one agent in one regimen. */
export interface Case {
  readonly drug: Drug;
  readonly regimen: Regimen | undefined;
  readonly intervals: readonly Interval[];
  readonly denied: readonly NotTaken[];
  /** A clinician attests that the maximum tolerated dose was reached. */
  readonly isAttested: boolean;
}

export class DailyTrialJudge {
  readonly #context: FactContext;
  readonly #body: Body;
  readonly #full: FullDoseJudge;
  readonly #plausible: Plausibility;
  /** Intervals whose dose may not be believed (ruling 8): no attestation stands in for them. */
  readonly #disbelieved = new Set<Interval>();

  constructor(context: FactContext, body: Body) {
    this.#context = context;
    this.#body = body;
    this.#full = new FullDoseJudge(context, body);
    this.#plausible = new Plausibility(context);
  }

  judge(trial: Case): RegimenVerdict {
    const { minimumCoveredDays, toleratedGapDays } = this.#context.parameters.refractoriness;
    const judged = this.#judgedSegments(trial);
    const isFull = ({ full }: Judged) => full?.status === 'met';
    const mayBeFull = ({ full }: Judged) => full !== undefined && full.status !== 'not-met';
    const isTreated = () => true;
    const sureStretches = stretchesOf(judged, toleratedGapDays.value, true);
    const possibleStretches = stretchesOf(judged, toleratedGapDays.value, false);
    const sure = best(sureStretches, isFull);
    const possible = best(possibleStretches, mayBeFull);
    const needed = minimumCoveredDays.value;
    const isCounted = trial.regimen !== undefined;
    const adequate = isCounted ? between(sure.days >= needed, possible.days >= needed) : 'not-met';
    const shown = representative(sure.stretch.length > 0 ? sure.stretch : judged, isFull);
    const threshold = shown?.full?.threshold;
    const anyDoseDays = best(sureStretches, isTreated).days;
    return {
      adequate,
      coveredDays: isCounted ? sure.days : anyDoseDays,
      dose: { value: shown?.full?.value ?? null, unit: threshold?.unit ?? 'mg/d' },
      threshold: threshold ? { value: threshold.value, unit: threshold.unit } : null,
      because: isCounted
        ? because(adequate, sure.days, needed, detailOf(shown, trial))
        : 'not on the list of drugs whose failure counts',
      segments: judged,
      judgedCycles: [],
      anyDoseDays,
      anyDoseCycles: 0,
      possibleDays: best(possibleStretches, isTreated).days,
      reachedFullDose: between(
        judged.some((one) => one.segment.isSure && isFull(one)),
        judged.some(mayBeFull),
      ),
    };
  }

  #judgedSegments(trial: Case): readonly Judged[] {
    const { drug, regimen, denied } = trial;
    const { ledger, parameters } = this.#context;
    const tolerance = parameters.exposure.disagreementPercent.value / 100;
    const doses = new Map(trial.intervals.map((interval) => [interval, this.#doseOf(interval, regimen)]));
    const segments = segmentsOf(trial.intervals, {
      doseOf: (interval) => doses.get(interval),
      disagrees: (a, b) => Math.abs(a.low - b.low) > tolerance * Math.max(a.low, b.low),
      onDisagreement: ({ trusted, other }) => {
        ledger.note(
          `Sources disagree on ${drug.title}: ${trusted.reference} (${doseText(trusted)}) and ${other.reference} (${doseText(other)}); the first is used.`,
        );
      },
    });
    const runs = unchangedRuns(segments);
    return segments.map((segment, index) => {
      const full = this.#fullDose(segment, runs[index] ?? segment, trial);
      const known = isDenied(denied, segment.from, segment.to) ? { ...segment, isSure: false } : segment;
      return { segment: known, full };
    });
  }

  #fullDose(segment: Segment, run: Unchanged, trial: Case): FullDose | undefined {
    const { regimen, isAttested } = trial;
    const start = Math.min(...segment.intervals.map((interval) => interval.start.latest));
    if (isLoading(segment.dose, run, regimen)) return undefined;
    const dose = this.#believed(segment, start, trial);
    const full = regimen && this.#full.judge(dose, regimen, start);
    if (!regimen || !full || full.status === 'met') return full;
    if (isAttested && (dose || !segment.intervals.some((one) => one.isAsNeeded || this.#disbelieved.has(one))))
      return { ...full, status: 'met', because: 'maximum tolerated dose attested' };
    return this.#full.hasTrough(regimen, run.from, run.to)
      ? { ...full, status: 'met', because: 'trough level in the full-dose range' }
      : full;
  }

  /** The dose of a segment, unless more than anyone gives and the drug is dangerous that way (ruling 8). */
  #believed({ dose, intervals }: Segment, start: number, { drug, regimen }: Case): DoseReading | undefined {
    const sum = dose && { ...dose, high: dose.low };
    if (!sum || !this.#plausible.isTooHigh(drug, regimen, (unit) => this.#full.boundsOf(sum, unit, start))) return dose;
    const own = intervals.filter((interval) => interval.dose !== undefined);
    const [newest] = own.toSorted((a, b) => b.start.latest - a.start.latest);
    this.#plausible.noteTooHigh(
      drug.title,
      own.length === 1 && newest ? doseText(newest) : 'in all',
      own.map(({ reference }) => reference),
    );
    if (drug.weeklyOnly !== true) return dose;
    for (const interval of own) {
      this.#disbelieved.add(interval);
      this.#context.ledger.refuse(interval.reference, `${drug.title} dose above the plausible maximum`);
    }
    return undefined;
  }

  /** mg a day in terms of the agent's reference drug; undefined for what may not be believed (ruling 8). */
  #doseOf(interval: Interval, regimen: Regimen | undefined): DoseReading | undefined {
    const { drug, dose, timing, reference, problem, start } = interval;
    const { ledger } = this.#context;
    if (!dose) {
      if (problem !== undefined) ledger.refuse(reference, `${drug.title}: ${problem}`);
      return undefined;
    }
    if (drug.weeklyOnly === true && !isGiven(interval) && timing?.isWeekly !== true) {
      this.#disbelieved.add(interval);
      ledger.refuse(reference, `${drug.title} recorded with a frequency that is not weekly`);
      ledger.note(
        `${drug.title} ${doseText(interval)} is recorded as a daily or unclear frequency: probable data error. Not counted; check ${reference}.`,
      );
      return undefined;
    }
    const reading = this.#reading(interval);
    if (!reading) return undefined;
    if (!this.#plausible.isSlip(drug, regimen, (unit) => this.#full.boundsOf(reading, unit, start.latest)))
      return reading;
    this.#disbelieved.add(interval);
    this.#plausible.refuseSlip(drug.title, reference, doseText(interval));
    return undefined;
  }

  #reading({ dose, start, drug, reference }: Interval): DoseReading | undefined {
    if (!dose) return undefined;
    const factors = drug.factor ?? ONE;
    const scaled = (size: number, per: DoseReading['per']): DoseReading => ({
      low: dose.milligrams * size * Math.min(...factors),
      high: dose.milligrams * size * Math.max(...factors),
      per,
    });
    if (dose.per === 'patient') return scaled(1, 'patient');
    if (dose.per === 'kilogram') {
      const weight = this.#body.weightAt(start.latest)?.value;
      return weight === undefined ? scaled(1, 'kilogram') : scaled(weight, 'patient');
    }
    const surface = this.#body.surfaceAt(start.latest)?.m2;
    if (surface === undefined) this.#context.ledger.refuse(reference, `${drug.title}: body surface not known`);
    return surface === undefined ? undefined : scaled(surface, 'patient');
  }
}

const ONE: readonly number[] = [1];

/** A loading dose is not counted; taken for longer than that it is none. */
function isLoading(dose: DoseReading | undefined, run: Unchanged, regimen: Regimen | undefined): boolean {
  const loading = regimen?.loading;
  if (!loading || !dose) return false;
  return Math.abs(dose.low - loading.milligrams) < 1e-6 && run.to - run.from < loading.days;
}

function detailOf(shown: Judged | undefined, { intervals }: Case): string | undefined {
  return shown?.full?.because ?? intervals.find(({ problem }) => problem !== undefined)?.problem;
}

function because(adequate: Status, days: number, needed: number, detail: string | undefined): string {
  const suffix = detail === undefined ? '' : ` (${detail})`;
  if (adequate === 'met') return `${plural(days, 'day')} at full dose; needs ${needed}${suffix}`;
  if (adequate === 'unknown')
    return `${plural(days, 'day')} at full dose ${days === 1 ? 'is' : 'are'} certain; needs ${needed}${suffix}`;
  return days === 0
    ? `never at full dose${suffix}`
    : `${plural(days, 'day')} at full dose; ${plural(needed - days, 'day')} short${suffix}`;
}
