/** How one measure changed (D.2): improved, worsened or neither, with the floors and ceilings of AMB-10, 12 and 13. */
import type { MeasureChange, MeasureId } from '../assessment.js';
import { evidenceOf } from '../facts/readings.js';
import type { Parameters } from '../knowledge/parameters.js';
import { exceeds, reaches, tidy } from '../quantity.js';
import { endsOf } from './bounds.js';
import type { Pair } from './pairing.js';
import { rangeOf } from './range.js';

type Verdict = MeasureChange['verdict'];

/** `strict`: more than the percentage, as the seed has it; `inclusive`: at least, as IMACS has it. */
export type Comparator = 'strict' | 'inclusive';
const COMPARE = { strict: exceeds, inclusive: reaches } satisfies Record<Comparator, typeof exceeds>;

interface Sides {
  readonly baseline: number;
  readonly followUp: number;
  readonly baselineLimit: number;
  readonly followUpLimit: number;
}

/** Per cent of the baseline; positive is better. Not finite when the baseline is 0. */
function changeOf(id: MeasureId, baseline: number, followUp: number): number {
  const better = id === 'mmt8' ? followUp - baseline : baseline - followUp;
  return tidy((better / baseline) * 100);
}

function floorOf(id: MeasureId, p: Parameters['response']): number | undefined {
  if (id === 'physician-global') return p.physicianGlobalFloor.value;
  if (id === 'patient-global') return p.patientGlobalFloor.value;
  if (id === 'extramuscular-global') return p.extramuscularGlobalFloor.value;
  return id === 'haq-di' ? p.haqDiFloor.value : undefined;
}

function byPercent(change: number, compare: typeof exceeds, p: Parameters['response']): Verdict {
  if (compare(change, p.improvedAbovePercent.value)) return 'improved';
  return compare(-change, p.worsenedAbovePercent.value) ? 'worsened' : 'unchanged';
}

function verdictOfSides({ track }: Pair, sides: Sides, comparator: Comparator, parameters: Parameters): Verdict {
  const { response: p, totalImprovementScore } = parameters;
  const { baseline, followUp, baselineLimit, followUpLimit } = sides;
  const compare = COMPARE[comparator];
  const id = track.measure;
  if (id === 'mmt8' && baseline === 0) {
    const scale = rangeOf(track, undefined, parameters) / totalImprovementScore.rangeMmt8.value;
    return reaches(followUp, p.mmt8ImprovedFromZero.value * scale) ? 'improved' : 'unchanged';
  }
  const floor = floorOf(id, p);
  if (floor !== undefined && !reaches(baseline, floor))
    return reaches(followUp - baseline, floor) ? 'worsened' : 'not-evaluable';
  if (id === 'muscle-enzyme' && !exceeds(baseline, baselineLimit)) {
    const isRisen =
      exceeds(followUp, followUpLimit) && byPercent(changeOf(id, baseline, followUp), compare, p) === 'worsened';
    return isRisen ? 'worsened' : 'not-evaluable';
  }
  return byPercent(changeOf(id, baseline, followUp), compare, p);
}

/** `missing` when a side is missing, or is a bound that leaves the verdict open. */
export function verdictOfPair(pair: Pair, comparator: Comparator, parameters: Parameters): Verdict {
  const { baseline, followUp } = pair;
  if (!baseline || !followUp) return 'missing';
  const verdicts = new Set(
    endsOf(baseline).flatMap((from) =>
      endsOf(followUp).map((to) => {
        const sides: Sides = {
          baseline: from,
          followUp: to,
          baselineLimit: baseline.upperLimit ?? 0,
          followUpLimit: followUp.upperLimit ?? baseline.upperLimit ?? 0,
        };
        return verdictOfSides(pair, sides, comparator, parameters);
      }),
    ),
  );
  const [verdict] = verdicts;
  return verdicts.size === 1 && verdict ? verdict : 'missing';
}

function noteOf(pair: Pair, verdict: Verdict, parameters: Parameters): string | undefined {
  const { track, baseline, followUp, mismatch } = pair;
  if (mismatch !== undefined) return mismatch;
  if (!baseline || !followUp) return undefined;
  if (verdict === 'missing') return 'only a bound is known: the change cannot be told';
  const { response: p, totalImprovementScore } = parameters;
  if (track.measure === 'mmt8') {
    const scale = rangeOf(track, undefined, parameters) / totalImprovementScore.rangeMmt8.value;
    return exceeds(baseline.value, p.mmt8Ceiling.value * scale)
      ? `ceiling-limited: from ${tidy(baseline.value)} a gain of more than ${p.improvedAbovePercent.value} % is not possible`
      : undefined;
  }
  if (verdict !== 'not-evaluable') return undefined;
  return track.measure === 'muscle-enzyme'
    ? 'not above its upper limit at baseline: improvement cannot be judged'
    : `baseline below ${floorOf(track.measure, p) ?? ''}: improvement cannot be judged`;
}

const isBound = ({ baseline, followUp }: Pair): boolean =>
  baseline?.comparator !== undefined || followUp?.comparator !== undefined;

/** The measure, and each side that is only a bound as it was written: `CK (baseline >20000)`. */
function labelOf(pair: Pair): string {
  if (!isBound(pair)) return pair.track.label;
  const sides = [
    ['baseline', pair.baseline],
    ['follow-up', pair.followUp],
  ] as const;
  const bounds = sides.flatMap(([side, reading]) =>
    reading?.comparator === undefined ? [] : `${side} ${reading.comparator}${reading.value}`,
  );
  return `${pair.track.label} (${bounds.join(', ')})`;
}

/** One measure as the assessment shows it, by the strict comparators. */
export function measureChange(pair: Pair, parameters: Parameters): MeasureChange {
  const { track, baseline, followUp } = pair;
  const verdict = verdictOfPair(pair, 'strict', parameters);
  // a bound is no value: neither a per cent nor a bare number may be read from it
  const isDivisible = baseline !== undefined && followUp !== undefined && baseline.value !== 0 && !isBound(pair);
  const note = noteOf(pair, verdict, parameters);
  const named = (side: string): string => `${track.label} at ${side}`;
  return {
    id: track.measure,
    label: labelOf(pair),
    baseline: baseline?.value ?? null,
    followUp: followUp?.value ?? null,
    ...(baseline?.comparator === undefined ? {} : { baselineComparator: baseline.comparator }),
    ...(followUp?.comparator === undefined ? {} : { followUpComparator: followUp.comparator }),
    unit: (baseline ?? followUp)?.unit ?? '',
    changePercent: isDivisible ? changeOf(track.measure, baseline.value, followUp.value) : null,
    verdict,
    ...(note === undefined ? {} : { note }),
    evidence: [
      ...(baseline ? [evidenceOf(baseline, named('baseline'))] : []),
      ...(followUp ? [evidenceOf(followUp, named('follow-up'))] : []),
    ],
  };
}
