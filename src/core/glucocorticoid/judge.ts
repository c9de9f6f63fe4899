/** The glucocorticoid part of an assessment: series, taper verdict, attestation (clinical rules C, rulings 4 and 9). */
import type { Evidence, GlucocorticoidSummary } from '../assessment.js';
import type { Attestations } from '../facts/attestations.js';
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Parameters } from '../knowledge/parameters.js';
import type { Treatments } from '../medication/intervals.js';
import { evidenceOf } from '../medication/evidence.js';
import { tidy } from '../quantity.js';
import { highDoseDays } from './high-dose.js';
import type { HighDoseDays } from './high-dose.js';
import { glucocorticoidSeries, glucocorticoidsOf } from './series.js';
import { judgeTaper } from './taper.js';
import type { TaperLimb, TaperVerdict } from './taper.js';

export interface JudgedGlucocorticoid {
  readonly summary: GlucocorticoidSummary;
  readonly evidence: readonly Evidence[];
  readonly wasExposed: boolean;
  readonly mayBeExposed: boolean;
  readonly highDoseDays: HighDoseDays;
}

const WORDS: Readonly<Record<TaperLimb, (p: Parameters['glucocorticoid']) => string>> = {
  're-escalation': () => 'dose raised again after a taper, or a pulse during oral treatment',
  plateau: () => 'dose stays on a plateau',
  'high-dose-failure': ({ highDoseDays: days }) => `active disease at high dose for ${days.value} days`,
  'low-dose': ({ lowDoseDays: days }) => `low dose on each of the last ${days.value} days`,
  halved: () => 'dose at most half of the earlier mean',
  'unknown-days': ({ knownWindowDays: days }) => `too few days of the last ${days.value} are known`,
  none: () => 'neither hampered nor clearly lowered',
};

/** Shown evidence is limited: the newest orders tell the taper. */
const SHOWN = 6;
/** No history is longer than a life, whatever a mistyped date says. */
const LONGEST_HISTORY = 36_525;

/** Days from the first glucocorticoid on file to the assessment, at least those that the taper is judged by. */
function historyDays(context: FactContext, treatments: Treatments): number {
  const starts = glucocorticoidsOf(context, treatments).map(({ start }) => start.earliest);
  const days = starts.filter((start) => Number.isFinite(start)).map((start) => context.asOf - start);
  return Math.min(LONGEST_HISTORY, Math.max(context.parameters.glucocorticoid.seriesDays.value, ...days));
}

export function judgeGlucocorticoid(
  context: FactContext,
  body: Body,
  treatments: Treatments,
  attested: Attestations,
  isActiveDisease: boolean,
): JudgedGlucocorticoid {
  const p = context.parameters.glucocorticoid;
  const length = historyDays(context, treatments);
  const series = glucocorticoidSeries(context, body, treatments, length);
  // the taper is judged by the newest part of the history
  const skipped = length - p.seriesDays.value;
  const pulses = series.pulses.map((index) => index - skipped).filter((index) => index >= 0);
  const oralStart = series.oralStart === undefined ? undefined : series.oralStart - skipped;
  const kilograms = body.weightAt(context.asOf)?.value;
  const highDoseFrom =
    p.highDosePerKilogram.value * (kilograms ?? context.parameters.exposure.heaviestAssumedKilograms.value);
  const judge = (daily: Float64Array): TaperVerdict =>
    judgeTaper({ daily: daily.subarray(skipped), pulses, oralStart, highDoseFrom, isActiveDisease }, p);
  const low = judge(series.low);
  const high = series.high === series.low ? low : judge(series.high);
  // where two orders may add up or replace each other, only what both readings say is said
  const agreed: TaperVerdict = low.taper === high.taper ? low : { ...low, taper: 'undetermined', limb: 'unknown-days' };
  const evidence = series.intervals
    .toSorted((a, b) => b.start.latest - a.start.latest || (a.reference < b.reference ? -1 : 1))
    .slice(0, SHOWN)
    .map((one): Evidence => ({ ...evidenceOf(one), label: one.drug.title }));
  const { taper } = attested;
  const summary: GlucocorticoidSummary = {
    dailyPrednisoneEquivalent: series.today === undefined ? null : tidy(series.today),
    taper: taper ? (taper.isHampered ? 'hampered' : 'not-hampered') : agreed.taper,
    recentMean: agreed.recentMean === null ? null : tidy(agreed.recentMean),
    earlierMean: agreed.earlierMean === null ? null : tidy(agreed.earlierMean),
    because: taper
      ? 'attested by a clinician'
      : `${WORDS[agreed.limb](p)}; ${Math.round(agreed.knownShare * 100)} % of the last ${p.knownWindowDays.value} days known`,
  };
  return {
    summary,
    evidence: taper ? [taper.evidence, ...evidence] : evidence,
    wasExposed: series.wasExposed,
    mayBeExposed: series.mayBeExposed,
    highDoseDays: highDoseDays(context, body, series, context.asOf - length),
  };
}
