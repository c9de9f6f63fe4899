/** CD19-positive B cells: the last count, and whether it is back within the laboratory's own range (S-20a, S-33a). */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { lowestOfNewest } from '../facts/newest.js';
import { evidenceOf, lowerLimitOf } from '../facts/readings.js';
import type { Reading } from '../facts/readings.js';
import { reaches } from '../quantity.js';
import type { Day } from '../time.js';

export interface BCells {
  readonly day: Day;
  /** Undefined where the laboratory gives no lower limit. */
  readonly isRecovered: boolean | undefined;
  readonly evidence: Evidence;
}

export function bCellsOf(context: FactContext): BCells | undefined {
  const lowest = lowestOfNewest(context, 'cd19-abs', 'cells');
  if (!lowest) return undefined;
  const { reading, entry } = lowest;
  return {
    day: reading.on.latest,
    isRecovered: isRecovered(reading, lowerLimitOf(context, 'cells', entry)),
    evidence: evidenceOf(reading, 'CD19 B cells'),
  };
}

/** None counted, or fewer than could be, is not recovered by any laboratory's range. */
function isRecovered({ value, comparator }: Reading, limit: number | undefined): boolean | undefined {
  if (value === 0 || comparator?.startsWith('<')) return false;
  return limit === undefined ? undefined : reaches(value, limit);
}
