/** Immunosuppressants that run on the day of assessment, and whether at full dose (R-50, AMB-6). */
import type { Evidence } from '../assessment.js';
import type { Parameters } from '../knowledge/parameters.js';
import type { JudgedTrial } from '../medication/trials.js';
import type { Status } from '../status.js';
import type { Day } from '../time.js';

export interface ActiveAgent {
  readonly agent: string;
  /** False where the record leaves open whether it still runs. */
  readonly isSure: boolean;
  readonly fullDose: Status;
  readonly evidence: readonly Evidence[];
}

function activeAgent(judged: JudgedTrial, asOf: Day, cycleDays: number): ActiveAgent | undefined {
  const { trial, segments, cycles } = judged;
  const own = (references: readonly string[]) =>
    trial.evidence.filter(({ reference }) => references.includes(reference));
  const running = segments.find(({ segment }) => segment.from <= asOf && asOf <= segment.to);
  if (running)
    return {
      agent: trial.agent,
      isSure: running.segment.isSure,
      fullDose: running.full?.status ?? 'unknown',
      evidence: own(running.segment.intervals.map(({ reference }) => reference)),
    };
  // of infusions the last one holds until the next is due
  const cycle = cycles.findLast(({ start }) => start <= asOf && asOf - start <= cycleDays);
  return (
    cycle && {
      agent: trial.agent,
      isSure: cycle.decides,
      fullDose: cycle.status,
      evidence: own(cycle.references),
    }
  );
}

export function activeAgents(
  trials: readonly JudgedTrial[],
  asOf: Day,
  { rituximab, refractoriness }: Parameters,
): readonly ActiveAgent[] {
  return trials
    .filter(({ trial }) => rituximab.singleAgents.value.includes(trial.agent))
    .flatMap((judged) => activeAgent(judged, asOf, refractoriness.cycleLengthDays.value) ?? []);
}
