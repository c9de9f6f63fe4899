/** Judged segments as trials: what belongs together, how long it was, which part stands for it. */
import type { FullDose } from './full-dose.js';
import type { Segment } from './segments.js';

export interface Judged {
  readonly segment: Segment;
  readonly full: FullDose | undefined;
}

type Stretch = readonly Judged[];

const lengthOf = ({ from, to }: Segment): number => to - from + 1;

/** Groups segments whose treatment-free gaps are tolerated. */
export function stretchesOf(judged: Stretch, toleratedGap: number, isSureOnly: boolean): readonly Stretch[] {
  const stretches: Judged[][] = [];
  let last: Segment | undefined;
  for (const one of judged) {
    const { segment } = one;
    if (isSureOnly && !segment.isSure) continue;
    const stretch = stretches.at(-1);
    if (stretch && last && segment.from - last.to - 1 <= toleratedGap) stretch.push(one);
    else stretches.push([one]);
    last = segment;
  }
  return stretches;
}

export interface Best {
  readonly days: number;
  readonly stretch: Stretch;
}

/** The stretch with most counted days; of equals the later one. */
export function best(stretches: readonly Stretch[], counts: (one: Judged) => boolean): Best {
  let found: Best = { days: 0, stretch: [] };
  for (const stretch of stretches) {
    let days = 0;
    for (const one of stretch) if (counts(one)) days += lengthOf(one.segment);
    if (days >= found.days) found = { days, stretch };
  }
  return found;
}

/** The segment whose dose stands for a trial: the longest at full dose, else the one with the highest dose. */
export function representative(stretch: Stretch, isFull: (one: Judged) => boolean): Judged | undefined {
  const full = stretch.filter(isFull);
  const pool = full.length > 0 ? full : stretch;
  const worth = (one: Judged) => (full.length > 0 ? lengthOf(one.segment) : (one.full?.value ?? -1));
  return pool.reduce<Judged | undefined>(
    (found, one) => (!found || worth(one) > worth(found) ? one : found),
    undefined,
  );
}

/** The days around a segment on which the dose was the same without a break, however many orders wrote it. */
export interface Unchanged {
  readonly from: number;
  readonly to: number;
}

export function unchangedRuns(segments: readonly Segment[]): readonly Unchanged[] {
  const runs: { from: number; to: number }[] = [];
  let previous: Segment | undefined;
  for (const segment of segments) {
    const run = runs.at(-1);
    const continues =
      previous?.to === segment.from - 1 &&
      previous.dose?.low === segment.dose?.low &&
      previous.dose?.high === segment.dose?.high;
    if (run && continues) {
      run.to = segment.to;
      runs.push(run);
    } else runs.push({ from: segment.from, to: segment.to });
    previous = segment;
  }
  return runs;
}
