/** 2016 ACR/EULAR Total Improvement Score (D.3): absolute change in per cent of each measure's range, mapped to points. */
import type { MeasureId, TotalImprovement } from '../assessment.js';
import type { Parameters } from '../knowledge/parameters.js';
import { exceeds, reaches, tidy } from '../quantity.js';
import { endsOf } from './bounds.js';
import type { Pair } from './pairing.js';
import { rangeOf } from './range.js';

type Table = Parameters['totalImprovementScore'];

function pointsOf(id: MeasureId, p: Table): readonly number[] {
  const points: Readonly<Record<MeasureId, readonly number[]>> = {
    mmt8: p.pointsMmt8.value,
    'physician-global': p.pointsPhysicianGlobal.value,
    'patient-global': p.pointsPatientGlobal.value,
    'haq-di': p.pointsHaqDi.value,
    'muscle-enzyme': p.pointsMuscleEnzyme.value,
    'extramuscular-global': p.pointsExtramuscularGlobal.value,
  };
  return points[id];
}

function pointsFor(id: MeasureId, change: number, p: Table): number {
  const edges = id === 'mmt8' ? p.bandEdgesMmt8.value : p.bandEdges.value;
  const band = edges.findLastIndex((edge) => exceeds(change, edge));
  return band < 0 ? 0 : (pointsOf(id, p)[band] ?? 0);
}

/** Points of one measure; undefined when a side is missing, or is a bound that leaves them open. */
function pointsOfPair({ track, baseline, followUp }: Pair, parameters: Parameters): number | undefined {
  if (!baseline || !followUp) return undefined;
  const range = rangeOf(track, baseline.upperLimit, parameters);
  const points = new Set(
    endsOf(baseline).flatMap((from) =>
      endsOf(followUp).map((to) => {
        const better = track.measure === 'mmt8' ? to - from : from - to;
        return pointsFor(track.measure, (better / range) * 100, parameters.totalImprovementScore);
      }),
    ),
  );
  return points.size === 1 ? [...points][0] : undefined;
}

/** Missing measures add nothing, so the score is a lower bound; a threshold that it reaches is reached for certain. */
export function totalImprovement(pairs: readonly Pair[], parameters: Parameters): TotalImprovement {
  const p = parameters.totalImprovementScore;
  let score = 0;
  let possible = 0;
  let isComplete = true;
  for (const pair of pairs) {
    const id = pair.track.measure;
    const points = pointsOfPair(pair, parameters);
    score += points ?? 0;
    if (points === undefined) {
      isComplete = false;
      possible += Math.max(...pointsOf(id, p));
    }
  }
  const ranks = [
    ['major', p.major],
    ['moderate', p.moderate],
    ['minimal', p.minimal],
  ] as const;
  const reached = ranks.find(([, threshold]) => reaches(score, threshold.value))?.[0];
  return {
    score: tidy(score),
    complete: isComplete,
    highestPossible: tidy(score + possible),
    category: reached ?? (isComplete ? 'none' : 'not-determinable'),
  };
}
