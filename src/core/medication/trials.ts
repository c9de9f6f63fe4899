/** One trial per distinct drug ever tried (clinical rules B.2 steps 6–8, rulings 6–8): the best single trial counts. */
import type { Evidence, Trial } from '../assessment.js';
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Regimen } from '../knowledge/knowledge.js';
import { between } from '../status.js';
import type { Status } from '../status.js';
import { formatRange } from '../time.js';
import type { Day } from '../time.js';
import { cyclesOf, judgeCycles } from './cycles.js';
import type { Cycle } from './cycles.js';
import { FullDoseJudge } from './full-dose.js';
import type { FullDose } from './full-dose.js';
import type { Interval } from './interval.js';
import type { NotTaken, Treatments } from './intervals.js';
import { segmentsOf } from './regimen.js';
import type { DoseReading, Segment } from './regimen.js';

/** A trial with what the rules need beyond the contract. */
export interface JudgedTrial {
  readonly trial: Trial;
  /** Days of treatment at any dose in the longest sure stretch; cycles at any dose count as well (ruling 3). */
  readonly anyDoseDays: number;
  readonly anyDoseCycles: number;
  readonly possibleDays: number;
  readonly reachedFullDose: Status;
  readonly isIntolerant: boolean;
  readonly first: Day;
  readonly last: Day;
  /** Every stretch with one dose, and whether that was a full dose. */
  readonly segments: readonly Judged[];
  readonly cycles: readonly Cycle[];
}

export interface Judged {
  readonly segment: Segment;
  readonly full: FullDose | undefined;
}

const lengthOf = ({ from, to }: Segment): number => to - from + 1;

/** Groups segments whose treatment-free gaps are tolerated. */
function stretchesOf(
  judged: readonly Judged[],
  toleratedGap: number,
  isSureOnly: boolean,
): readonly (readonly Judged[])[] {
  const stretches: Judged[][] = [];
  let lastDay: Day | undefined;
  for (const one of judged) {
    if (isSureOnly && !one.segment.isSure) continue;
    const stretch = stretches.at(-1);
    if (stretch && lastDay !== undefined && one.segment.from - lastDay - 1 <= toleratedGap) stretch.push(one);
    else stretches.push([one]);
    lastDay = one.segment.to;
  }
  return stretches;
}

const sumDays = (stretch: readonly Judged[], counts: (one: Judged) => boolean): number =>
  stretch.reduce((days, one) => (counts(one) ? days + lengthOf(one.segment) : days), 0);

/** The stretch with most counted days; of equals the later one. */
function best(
  stretches: readonly (readonly Judged[])[],
  counts: (one: Judged) => boolean,
): { readonly days: number; readonly stretch: readonly Judged[] } {
  let found: { days: number; stretch: readonly Judged[] } = { days: -1, stretch: [] };
  for (const stretch of stretches) {
    const days = sumDays(stretch, counts);
    if (days >= found.days) found = { days, stretch };
  }
  return { days: Math.max(0, found.days), stretch: found.stretch };
}

export class TrialJudge {
  readonly #context: FactContext;
  readonly #body: Body;
  readonly #full: FullDoseJudge;
  readonly #attested: ReadonlySet<string>;

  constructor(context: FactContext, body: Body, attestedAgents: ReadonlySet<string>) {
    this.#context = context;
    this.#body = body;
    this.#full = new FullDoseJudge(context, body);
    this.#attested = attestedAgents;
  }

  judgeAll({ intervals, notTaken }: Treatments): readonly JudgedTrial[] {
    const byAgent = new Map<string, Interval[]>();
    for (const interval of intervals) {
      if (interval.drug.role !== 'immunosuppressant' && interval.drug.role !== 'immunomodulator') continue;
      const list = byAgent.get(interval.drug.agent);
      if (list) list.push(interval);
      else byAgent.set(interval.drug.agent, [interval]);
    }
    return [...byAgent.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([agent, list]) => this.#judgeAgent(agent, list, notTaken));
  }

  #judgeAgent(agent: string, intervals: readonly Interval[], notTaken: readonly NotTaken[]): JudgedTrial {
    const parts = new Map<string, { readonly regimen: Regimen | undefined; readonly list: Interval[] }>();
    for (const interval of intervals) {
      const regimen = regimenOf(interval);
      const key = regimen?.parameter ?? '';
      const part = parts.get(key);
      if (part) part.list.push(interval);
      else parts.set(key, { regimen, list: [interval] });
    }
    const judged = [...parts.values()].map(({ regimen, list }) =>
      regimen?.kind === 'cycle' ? this.#cycles(agent, list, regimen) : this.#continuous(agent, list, regimen, notTaken),
    );
    const rank: Record<Status, number> = { met: 2, unknown: 1, 'not-met': 0 };
    const ranked = judged.toSorted(
      (a, b) => rank[b.trial.adequate] - rank[a.trial.adequate] || b.trial.coveredDays - a.trial.coveredDays,
    );
    const [first] = ranked;
    if (!first) throw new TypeError(`no interval for ${agent}`);
    return {
      ...first,
      trial: { ...first.trial, evidence: ranked.flatMap(({ trial }) => trial.evidence) },
      anyDoseDays: Math.max(...judged.map(({ anyDoseDays }) => anyDoseDays)),
      anyDoseCycles: Math.max(...judged.map(({ anyDoseCycles }) => anyDoseCycles)),
      possibleDays: Math.max(...judged.map(({ possibleDays }) => possibleDays)),
      isIntolerant: judged.some(({ isIntolerant }) => isIntolerant),
      segments: judged.flatMap(({ segments }) => segments),
      cycles: judged.flatMap(({ cycles }) => cycles),
      first: Math.min(...judged.map((one) => one.first)),
      last: Math.max(...judged.map((one) => one.last)),
    };
  }

  #common(agent: string, intervals: readonly Interval[]) {
    const reasons = intervals
      .toSorted((a, b) => b.start.latest - a.start.latest)
      .flatMap(({ stopReason }) => stopReason ?? []);
    return {
      qualifying: this.#context.parameters.refractoriness.strictAgents.value.includes(agent),
      stopped: reasons[0] ?? null,
      isIntolerant: reasons.includes('intolerance'),
      evidence: intervals.map((interval) => evidenceOfInterval(interval)),
      first: Math.min(...intervals.map(({ start }) => start.earliest)),
      last: Math.max(...intervals.map(({ possibleEnd }) => possibleEnd)),
    };
  }

  #cycles(agent: string, intervals: readonly Interval[], regimen: Regimen): JudgedTrial {
    const cycles = cyclesOf(this.#context, this.#body, intervals, regimen);
    const verdict = judgeCycles(this.#context, cycles, regimen);
    const { isIntolerant, first, last, ...common } = this.#common(agent, intervals);
    return {
      trial: {
        agent,
        ...common,
        adequate: verdict?.adequate ?? 'unknown',
        coveredDays: verdict?.coveredDays ?? 0,
        cycles: verdict?.cycles ?? 0,
        dose: { value: verdict?.value ?? null, unit: verdict?.threshold.unit ?? '' },
        threshold: verdict ? { value: verdict.threshold.value, unit: verdict.threshold.unit } : null,
        because: verdict?.because ?? 'no infusion with a date',
      },
      anyDoseDays: 0,
      anyDoseCycles: verdict?.given ?? 0,
      possibleDays: cycles.length > 0 ? Number.POSITIVE_INFINITY : 0,
      reachedFullDose: cycles.some(({ status, decides }) => status === 'met' && decides)
        ? 'met'
        : cycles.some(({ status }) => status !== 'not-met')
          ? 'unknown'
          : 'not-met',
      isIntolerant,
      first,
      last,
      segments: [],
      cycles,
    };
  }

  #continuous(
    agent: string,
    intervals: readonly Interval[],
    regimen: Regimen | undefined,
    notTaken: readonly NotTaken[],
  ): JudgedTrial {
    const { minimumCoveredDays, toleratedGapDays } = this.#context.parameters.refractoriness;
    const judged = this.#judgedSegments(agent, intervals, regimen, notTaken);
    const isFull = ({ full, segment }: Judged) => full?.status === 'met' && !isLoading(segment, regimen);
    const mayBeFull = ({ full, segment }: Judged) =>
      full !== undefined && full.status !== 'not-met' && !isLoading(segment, regimen);
    const sureStretches = stretchesOf(judged, toleratedGapDays.value, true);
    const sure = best(sureStretches, isFull);
    const possible = best(stretchesOf(judged, toleratedGapDays.value, false), mayBeFull);
    const needed = minimumCoveredDays.value;
    const adequate = regimen ? between(sure.days >= needed, possible.days >= needed) : 'not-met';
    const shown = representative(sure.stretch.length > 0 ? sure.stretch : judged, isFull);
    const { isIntolerant, first, last, ...common } = this.#common(agent, intervals);
    const threshold = shown?.full?.threshold;
    return {
      trial: {
        agent,
        ...common,
        adequate,
        coveredDays: regimen ? sure.days : best(sureStretches, () => true).days,
        dose: { value: shown?.full?.value ?? null, unit: threshold?.unit ?? 'mg/d' },
        threshold: threshold ? { value: threshold.value, unit: threshold.unit } : null,
        because: this.#because(adequate, sure.days, needed, shown, regimen, intervals),
      },
      anyDoseDays: best(sureStretches, () => true).days,
      anyDoseCycles: 0,
      possibleDays: best(stretchesOf(judged, toleratedGapDays.value, false), () => true).days,
      reachedFullDose: judged.some((one) => one.segment.isSure && isFull(one))
        ? 'met'
        : judged.some(mayBeFull)
          ? 'unknown'
          : 'not-met',
      isIntolerant,
      first,
      last,
      segments: judged,
      cycles: [],
    };
  }

  #judgedSegments(
    agent: string,
    intervals: readonly Interval[],
    regimen: Regimen | undefined,
    notTaken: readonly NotTaken[],
  ): readonly Judged[] {
    const { ledger, parameters } = this.#context;
    const tolerance = parameters.exposure.disagreementPercent.value / 100;
    const doses = new Map<Interval, DoseReading | undefined>(
      intervals.map((interval) => [interval, this.#doseOf(interval, regimen)]),
    );
    const segments = segmentsOf(
      intervals,
      (interval) => doses.get(interval),
      (a, b) => Math.abs(a.low - b.low) > tolerance * Math.max(a.low, b.low),
      ({ trusted, other }) => {
        ledger.note(
          `Sources disagree on ${trusted.drug.title}: ${trusted.reference} (${doseText(trusted)}) and ${other.reference} (${doseText(other)}); the first is used.`,
        );
      },
    );
    const denied = notTaken.filter((one) => one.agent === agent);
    return segments.map((segment) => {
      const isDenied = denied.some(
        ({ from, to }) => (from ?? Number.NEGATIVE_INFINITY) <= segment.to && to >= segment.from,
      );
      const known = isDenied ? { ...segment, isSure: false } : segment;
      const start = Math.min(...segment.intervals.map((interval) => interval.start.latest));
      const full = regimen && this.#full.judge(segment.dose, regimen, start, this.#attested.has(agent));
      const isByTrough = full && full.status !== 'met' && this.#full.hasTrough(regimen, segment.from, segment.to);
      return {
        segment: known,
        full: isByTrough ? { ...full, status: 'met', because: 'trough level in the full-dose range' } : full,
      };
    });
  }

  /** mg a day in terms of the agent's reference drug; undefined for what may not be believed (ruling 8). */
  #doseOf(interval: Interval, regimen: Regimen | undefined): DoseReading | undefined {
    const { drug, dose, timing, reference } = interval;
    const { ledger } = this.#context;
    if (!dose) {
      if (interval.problem !== undefined) ledger.refuse(reference, `${drug.title}: ${interval.problem}`);
      return undefined;
    }
    if (drug.weeklyOnly === true && interval.source !== 'MedicationAdministration' && timing?.isWeekly !== true) {
      ledger.refuse(reference, `${drug.title} recorded with a frequency that is not weekly`);
      ledger.note(
        `${drug.title} ${doseText(interval)} is recorded as a daily or unclear frequency: probable data error. Not counted; check ${reference}.`,
      );
      return undefined;
    }
    const milligrams = this.#absolute(interval);
    if (milligrams === undefined) return undefined;
    const factors = drug.factor ?? [1];
    const low = milligrams * Math.min(...factors);
    const high = milligrams * Math.max(...factors);
    if (regimen && !this.#isBelievable(interval, low, regimen)) return undefined;
    return { low, high };
  }

  #absolute({ dose, start }: Interval): number | undefined {
    if (!dose || dose.per === 'patient') return dose?.milligrams;
    const size =
      dose.per === 'kilogram' ? this.#body.weightAt(start.latest)?.value : this.#body.surfaceAt(start.latest)?.m2;
    return size === undefined ? undefined : dose.milligrams * size;
  }

  #isBelievable(interval: Interval, milligrams: number, regimen: Regimen): boolean {
    const { ledger } = this.#context;
    const { drug, reference } = interval;
    if (isLoadingDose(milligrams, regimen)) return true;
    const verdict = this.#full.plausibility(milligrams, regimen.parameter, interval.start.latest);
    if (verdict === 'plausible') return true;
    if (verdict === 'slip') {
      ledger.refuse(reference, `${drug.title} dose about 1000 times too small`);
      ledger.note(
        `${drug.title} ${doseText(interval)} looks 1000 times too small: probable unit error. Not counted; check ${reference}.`,
      );
      return false;
    }
    ledger.note(`${drug.title} ${doseText(interval)} is above the plausible maximum: check ${reference}.`);
    if (drug.weeklyOnly !== true) return true;
    ledger.refuse(reference, `${drug.title} dose above the plausible maximum`);
    return false;
  }

  #because(
    adequate: Status,
    days: number,
    needed: number,
    shown: Judged | undefined,
    regimen: Regimen | undefined,
    intervals: readonly Interval[],
  ): string {
    if (!regimen) return 'not on the list of drugs whose failure counts';
    const detail = shown?.full?.because ?? intervals.find(({ problem }) => problem !== undefined)?.problem;
    const suffix = detail === undefined ? '' : ` (${detail})`;
    if (adequate === 'met') return `${days} days at full dose; needs ${needed}${suffix}`;
    if (adequate === 'unknown') return `${days} days at full dose are certain; needs ${needed}${suffix}`;
    const short = needed - days;
    return days === 0
      ? `never at full dose${suffix}`
      : `${days} days at full dose; ${short} day${short === 1 ? '' : 's'} short${suffix}`;
  }
}

const isLoadingDose = (milligrams: number, regimen: Regimen | undefined): boolean =>
  regimen?.loadingDose !== undefined && Math.abs(milligrams - regimen.loadingDose) < 1e-6;

const isLoading = ({ dose }: Segment, regimen: Regimen | undefined): boolean =>
  dose !== undefined && isLoadingDose(dose.low, regimen);

/** The segment whose dose stands for a trial: the longest at full dose, else the one with the highest dose. */
function representative(stretch: readonly Judged[], isFull: (one: Judged) => boolean): Judged | undefined {
  const full = stretch.filter(isFull);
  const pool = full.length > 0 ? full : stretch;
  const worth = (one: Judged) => (full.length > 0 ? lengthOf(one.segment) : (one.full?.value ?? -1));
  return pool.reduce<Judged | undefined>(
    (found, one) => (!found || worth(one) > worth(found) ? one : found),
    undefined,
  );
}

/** Daily, weekly or cycle: by the form the regimen is for; infusions days apart are cycles. */
function regimenOf({ drug, route, form, occasions, timing }: Interval): Regimen | undefined {
  const regimens = drug.regimens ?? [];
  if (regimens.length <= 1) return regimens[0];
  const isInfusion = route === 'intravenous' || form === 'parenteral';
  const isOral = route === 'oral' || form === 'oral';
  const isSpaced = occasions.length > 0 || (timing !== undefined && timing.periodDays >= 7);
  const kind = isInfusion || (!isOral && isSpaced) ? 'cycle' : 'daily';
  return regimens.find((one) => one.kind === kind) ?? regimens[0];
}

export function doseText({ dose, timing }: Interval): string {
  if (!dose) return 'dose not known';
  const per = { patient: '', kilogram: '/kg', 'square-metre': '/m2' }[dose.per];
  const isWeekly = timing?.isWeekly === true;
  return `${Number((isWeekly ? dose.milligrams * 7 : dose.milligrams).toPrecision(6))} mg${per} ${isWeekly ? 'a week' : 'a day'}`;
}

function evidenceOfInterval(interval: Interval): Evidence {
  const { product, drug, dose, timing, start, sureEnd, reference, source } = interval;
  const isWeekly = timing?.isWeekly === true;
  const from = formatRange(start);
  const to = sureEnd >= start.latest ? formatRange({ earliest: sureEnd, latest: sureEnd }) : 'end not certain';
  return {
    label: product === '' ? drug.title : product,
    value: dose ? Number((isWeekly ? dose.milligrams * 7 : dose.milligrams).toPrecision(6)) : null,
    ...(dose
      ? {
          unit: `mg${{ patient: '', kilogram: '/kg', 'square-metre': '/m2' }[dose.per]}${source === 'MedicationAdministration' ? '' : isWeekly ? '/wk' : '/d'}`,
        }
      : {}),
    date: from === to ? from : `${from}/${to}`,
    reference,
    path:
      source === 'MedicationStatement' || source === 'MedicationAdministration'
        ? `${source}.dosage`
        : `${source}.dosageInstruction`,
  };
}
