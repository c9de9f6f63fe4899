/** CD19-positive B cells: the last count, and whether it is back within the laboratory's own range (S-20a, S-33a). */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { countedEntries, evidenceOf, lowerLimitOf, readingOf } from '../facts/readings.js';
import type { Day } from '../time.js';

export interface BCells {
  readonly day: Day;
  /** Undefined where the laboratory gives no lower limit. */
  readonly isRecovered: boolean | undefined;
  readonly evidence: Evidence;
}

export function bCellsOf(context: FactContext): BCells | undefined {
  for (const entry of countedEntries(context, 'cd19-abs')) {
    const reading = readingOf(context, 'cd19-abs', 'cells', entry);
    if (!reading) continue;
    const limit = lowerLimitOf(context, 'cells', entry);
    const isRecovered =
      limit === undefined ? undefined : reading.value >= limit && !reading.comparator?.startsWith('<');
    return { day: reading.on.latest, isRecovered, evidence: evidenceOf(reading, 'CD19 B cells') };
  }
  return undefined;
}
