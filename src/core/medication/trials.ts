/** One trial per distinct drug ever tried (clinical rules B.2 steps 6–8, rulings 6–8): the best single trial counts. */
import type { Evidence, Trial } from '../assessment.js';
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Regimen } from '../knowledge/knowledge.js';
import { between } from '../status.js';
import type { Status } from '../status.js';
import type { StopReason } from '../terminology/stop-reason.js';
import type { Day } from '../time.js';
import { CycleTrialJudge } from './cycle-trial.js';
import { DailyTrialJudge } from './daily-trial.js';
import { evidenceOf } from './evidence.js';
import { noteInteractions } from './interactions.js';
import type { Interval } from './interval.js';
import type { Treatments } from './intervals.js';
import type { NotTaken } from './not-taken.js';
import { regimenOf } from './regimen-of.js';
import type { RegimenVerdict } from './regimen-verdict.js';

/** A trial with what the rules need beyond the contract. */
export interface JudgedTrial extends Pick<
  RegimenVerdict,
  'anyDoseDays' | 'anyDoseCycles' | 'possibleDays' | 'reachedFullDose'
> {
  readonly trial: Trial;
  /** Stopped because it was not tolerated: certain, only by a source that does not decide, or not on file. */
  readonly intolerance: Status;
  readonly intoleranceEvidence: Evidence | undefined;
  readonly segments: RegimenVerdict['segments'];
  readonly cycles: RegimenVerdict['judgedCycles'];
  readonly first: Day;
  readonly last: Day;
}

/** Intervals of one agent that are judged the same way. */
interface Way {
  readonly regimen: Regimen | undefined;
  readonly intervals: Interval[];
}

const TRIED: ReadonlySet<string> = new Set(['immunosuppressant', 'immunomodulator']);
const RANK: Readonly<Record<Status, number>> = { met: 2, unknown: 1, 'not-met': 0 };

export class TrialJudge {
  readonly #context: FactContext;
  readonly #daily: DailyTrialJudge;
  readonly #cycles: CycleTrialJudge;
  readonly #attested: ReadonlySet<string>;

  constructor(context: FactContext, body: Body, attestedAgents: ReadonlySet<string>) {
    this.#context = context;
    this.#daily = new DailyTrialJudge(context, body);
    this.#cycles = new CycleTrialJudge(context, body);
    this.#attested = attestedAgents;
  }

  judgeAll({ intervals, notTaken }: Treatments): readonly JudgedTrial[] {
    const byAgent = new Map<string, Interval[]>();
    for (const interval of intervals) {
      const { role, agent } = interval.drug;
      if (!TRIED.has(role)) continue;
      const list = byAgent.get(agent);
      if (list) list.push(interval);
      else byAgent.set(agent, [interval]);
    }
    const trials = [...byAgent.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([agent, list]) => this.#judgeAgent(agent, list, notTaken));
    noteInteractions(this.#context, intervals, trials);
    return trials;
  }

  #judgeAgent(agent: string, intervals: readonly Interval[], notTaken: readonly NotTaken[]): JudgedTrial {
    const denied = notTaken.filter((one) => one.agent === agent);
    const ranked = waysOf(intervals)
      .map((way) => ({ way, verdict: this.#judgeWay(agent, way, denied) }))
      .toSorted(
        ({ verdict: a }, { verdict: b }) => RANK[b.adequate] - RANK[a.adequate] || b.coveredDays - a.coveredDays,
      );
    const [first] = ranked;
    if (!first) throw new TypeError(`no interval for ${agent}`);
    const { adequate, coveredDays, cycles, dose, threshold, because } = first.verdict;
    const verdicts = ranked.map(({ verdict }) => verdict);
    return {
      trial: {
        agent,
        qualifying: this.#context.parameters.refractoriness.strictAgents.value.includes(agent),
        adequate,
        coveredDays,
        ...(cycles === undefined ? {} : { cycles }),
        dose,
        threshold,
        stopped: latestStopReason(intervals),
        because,
        evidence: ranked.flatMap(({ way }) => way.intervals.map((interval) => evidenceOf(interval))),
      },
      anyDoseDays: Math.max(...verdicts.map(({ anyDoseDays }) => anyDoseDays)),
      anyDoseCycles: Math.max(...verdicts.map(({ anyDoseCycles }) => anyDoseCycles)),
      possibleDays: Math.max(...verdicts.map(({ possibleDays }) => possibleDays)),
      reachedFullDose: between(
        verdicts.some(({ reachedFullDose }) => reachedFullDose === 'met'),
        verdicts.some(({ reachedFullDose }) => reachedFullDose !== 'not-met'),
      ),
      ...intoleranceOf(intervals),
      segments: verdicts.flatMap(({ segments }) => segments),
      cycles: verdicts.flatMap(({ judgedCycles }) => judgedCycles),
      first: Math.min(...intervals.map(({ start }) => start.earliest)),
      last: Math.max(...intervals.map(({ possibleEnd }) => possibleEnd)),
    };
  }

  #judgeWay(agent: string, { regimen, intervals }: Way, denied: readonly NotTaken[]): RegimenVerdict {
    const [interval] = intervals;
    if (!interval) throw new TypeError(`no interval for ${agent}`);
    const trial = { drug: interval.drug, regimen, intervals, denied, isAttested: this.#attested.has(agent) };
    return regimen?.kind === 'cycle' ? this.#cycles.judge(trial, regimen) : this.#daily.judge(trial);
  }
}

function waysOf(intervals: readonly Interval[]): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const interval of intervals) {
    const regimen = regimenOf(interval);
    const key = regimen?.parameter ?? '';
    const way = ways.get(key);
    if (way) way.intervals.push(interval);
    else ways.set(key, { regimen, intervals: [interval] });
  }
  return [...ways.values()];
}

function latestStopReason(intervals: readonly Interval[]): StopReason | null {
  let latest: Interval | undefined;
  for (const interval of intervals)
    if (interval.stopReason && !(latest && latest.start.latest >= interval.start.latest)) latest = interval;
  return latest?.stopReason ?? null;
}

function intoleranceOf(intervals: readonly Interval[]): Pick<JudgedTrial, 'intolerance' | 'intoleranceEvidence'> {
  const stopped = intervals.filter(({ stopReason }) => stopReason === 'intolerance');
  const shown = stopped.find(({ decides }) => decides) ?? stopped[0];
  return {
    intolerance: between(shown?.decides === true, shown !== undefined),
    intoleranceEvidence: shown && evidenceOf(shown),
  };
}
