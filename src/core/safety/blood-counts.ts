/** Neutrophils and platelets: the newest of each, with how far it may be believed on a day (S-12, S-13). */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { lowestOfNewest } from '../facts/newest.js';
import { evidenceOf } from '../facts/readings.js';
import type { Reading } from '../facts/readings.js';
import { reaches } from '../quantity.js';
import type { DayRange } from '../time.js';

interface Count {
  readonly value: number;
  readonly comparator: Reading['comparator'];
  readonly on: DayRange;
  readonly evidence: Evidence;
}

export interface BloodCounts {
  /** The last one; the lowest of its day where no times put the results in an order. */
  readonly neutrophils: Count | undefined;
  readonly platelets: Count | undefined;
}

function newest(context: FactContext, id: 'neutrophils' | 'platelets', label: string): Count | undefined {
  const lowest = lowestOfNewest(context, id, 'cells');
  if (!lowest) return undefined;
  const { value, comparator, on } = lowest.reading;
  return { value, comparator, on, evidence: evidenceOf(lowest.reading, label) };
}

export function bloodCountsOf(context: FactContext): BloodCounts {
  return {
    neutrophils: newest(context, 'neutrophils', 'Neutrophils'),
    platelets: newest(context, 'platelets', 'Platelets'),
  };
}

/** Below a limit: a bound from above counts as its value, one from below leaves it open unless it reaches the limit. */
export function isBelow(
  { value, comparator }: { readonly value: number; readonly comparator?: Reading['comparator'] },
  limit: number,
): 'yes' | 'no' | 'open' {
  if (comparator?.startsWith('<')) return value <= limit ? 'yes' : 'open';
  if (reaches(value, limit)) return 'no';
  return comparator === undefined ? 'yes' : 'open';
}
