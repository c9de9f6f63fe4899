/** Which measure is missing on which side, in words. */
import type { MeasureChange } from '../assessment.js';
import type { Pair } from './pairing.js';

function sideOf({ baseline, followUp }: Pair): string {
  if (!baseline && !followUp) return 'at baseline and at follow-up';
  return baseline ? 'at follow-up' : 'at baseline';
}

export function missingOf(pairs: readonly Pair[], measures: readonly MeasureChange[]): readonly string[] {
  return pairs.flatMap((pair) => {
    const { track, baseline, followUp, mismatch } = pair;
    const measure = measures.find(({ id }) => id === track.measure);
    if (measure?.verdict !== 'missing') return [];
    if (mismatch !== undefined) return [mismatch];
    const name =
      track.measure === 'muscle-enzyme' && !baseline ? 'Muscle enzyme with its reference range' : track.label;
    return [baseline && followUp ? `${name}: an exact value instead of a bound` : `${name} ${sideOf(pair)}`];
  });
}
