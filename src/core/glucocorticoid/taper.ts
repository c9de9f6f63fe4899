/** Hampered tapering made computable (clinical rules C.3), on a series of prednisone equivalents: one number a day. */
import type { Parameters } from '../knowledge/parameters.js';
import { exceeds, reaches } from '../quantity.js';

export interface TaperInput {
  /** mg a day, oldest first, the last entry the day before the assessment; NaN where the record does not tell. */
  readonly daily: Float64Array;
  /** Index of days with a pulse that counts for re-escalation. */
  readonly pulses: readonly number[];
  /** Index of the first day of oral treatment; negative when it began before the series, undefined when never. */
  readonly oralStart: number | undefined;
  /** mg a day from which the dose counts as high (0.5 mg/kg); undefined when weight is missing and it matters. */
  readonly highDoseFrom: number | undefined;
  readonly isActiveDisease: boolean;
}

export type TaperLimb =
  're-escalation' | 'plateau' | 'high-dose-failure' | 'low-dose' | 'halved' | 'unknown-days' | 'none';

export interface TaperVerdict {
  readonly taper: 'hampered' | 'not-hampered' | 'undetermined';
  readonly limb: TaperLimb;
  readonly recentMean: number | null;
  readonly earlierMean: number | null;
  readonly knownShare: number;
}

class Sums {
  readonly #total: Float64Array;
  readonly #known: Int32Array;

  constructor(daily: Float64Array) {
    this.#total = new Float64Array(daily.length + 1);
    this.#known = new Int32Array(daily.length + 1);
    for (let index = 0; index < daily.length; index += 1) {
      const dose = daily[index] ?? Number.NaN;
      const isKnown = !Number.isNaN(dose);
      this.#total[index + 1] = (this.#total[index] ?? 0) + (isKnown ? dose : 0);
      this.#known[index + 1] = (this.#known[index] ?? 0) + (isKnown ? 1 : 0);
    }
  }

  known(from: number, to: number): number {
    return (this.#known[to] ?? 0) - (this.#known[from] ?? 0);
  }

  /** Mean of the known days in [from, to); undefined when too few are known or the window leaves the series. */
  mean(from: number, to: number, share: number): number | undefined {
    if (from < 0 || to >= this.#known.length || to <= from) return undefined;
    const known = this.known(from, to);
    return known === 0 || known < share * (to - from)
      ? undefined
      : ((this.#total[to] ?? 0) - (this.#total[from] ?? 0)) / known;
  }
}

function longestRun(daily: Float64Array, holds: (dose: number) => boolean): number {
  let longest = 0;
  let run = 0;
  for (const dose of daily) {
    run = holds(dose) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** H-A: the dose rose again after a taper had begun, on day `since` of the series or later. */
function hasReescalated(sums: Sums, length: number, p: Parameters['glucocorticoid'], since = 0): boolean {
  const window = p.reescalationWindowDays.value;
  const share = p.minimumKnownShare.value;
  const means: (number | undefined)[] = [];
  for (let end = 0; end <= length; end += 1) means.push(sums.mean(end - window, end, share));
  for (let day = Math.max(window, since); day + window <= length; day += 1) {
    const before = means[day];
    const after = means[day + window];
    if (before === undefined || after === undefined) continue;
    const rise = after - before;
    if (!reaches(rise, Math.max(p.reescalationMinimum.value, p.reescalationRatio.value * before))) continue;
    let peak = 0;
    for (let end = Math.max(window, day - p.reescalationPeakDays.value + window); end <= day; end += 1)
      peak = Math.max(peak, means[end] ?? 0);
    if (!exceeds(before, p.reescalationPeakRatio.value * peak)) return true;
  }
  return false;
}

export function judgeTaper(input: TaperInput, p: Parameters['glucocorticoid']): TaperVerdict {
  const { daily, pulses, oralStart, highDoseFrom, isActiveDisease } = input;
  const end = daily.length;
  const sums = new Sums(daily);
  const share = p.minimumKnownShare.value;
  const knownShare = sums.known(Math.max(0, end - p.knownWindowDays.value), end) / p.knownWindowDays.value;
  const recent = sums.mean(end - p.windowDays.value, end, share);
  const earlierFrom = end - p.earlierWindowStartsDaysBefore.value;
  const earlier = sums.mean(earlierFrom, earlierFrom + p.windowDays.value, share);
  const means = { recentMean: recent ?? null, earlierMean: earlier ?? null, knownShare };
  const verdict = (taper: TaperVerdict['taper'], limb: TaperLimb): TaperVerdict => ({ taper, limb, ...means });

  if (!reaches(knownShare, share)) return verdict('undetermined', 'unknown-days');
  const hasLatePulse = oralStart !== undefined && pulses.some((day) => day - oralStart >= p.pulseAfterOralDays.value);
  if (hasLatePulse || hasReescalated(sums, end, p)) return verdict('hampered', 're-escalation');
  const isPlateau =
    recent !== undefined &&
    earlier !== undefined &&
    reaches(recent, p.plateauMinimum.value) &&
    exceeds(recent, p.plateauRatio.value * earlier);
  if (isPlateau) return verdict('hampered', 'plateau');
  const isHighDoseFailure =
    isActiveDisease &&
    highDoseFrom !== undefined &&
    longestRun(daily, (dose) => reaches(dose, highDoseFrom)) >= p.highDoseDays.value;
  if (isHighDoseFailure) return verdict('hampered', 'high-dose-failure');
  const lastDays = daily.subarray(Math.max(0, end - p.lowDoseDays.value));
  if (lastDays.every((dose) => !Number.isNaN(dose) && !exceeds(dose, p.lowDoseMaximum.value)))
    return verdict('not-hampered', 'low-dose');
  if (recent !== undefined && earlier !== undefined && !exceeds(recent, p.halvedRatio.value * earlier))
    return verdict('not-hampered', 'halved');
  return verdict('undetermined', 'none');
}

/** Whether a series shows a re-escalation that began on the day of index `since` or later. */
export function reescalatedFrom(daily: Float64Array, since: number, p: Parameters['glucocorticoid']): boolean {
  return hasReescalated(new Sums(daily), daily.length, p, since);
}
