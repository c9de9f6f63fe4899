/** Neutrophils and platelets: the newest of each, with how far it may be believed on a day (S-12, S-13). */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { countedEntries, evidenceOf, readingOf } from '../facts/readings.js';
import type { Reading } from '../facts/readings.js';
import type { DayRange } from '../time.js';

export interface Count {
  readonly value: number;
  readonly comparator: Reading['comparator'];
  readonly on: DayRange;
  readonly evidence: Evidence;
}

export interface BloodCounts {
  /** Of the newest day; the lowest where one day has several. */
  readonly neutrophils: Count | undefined;
  readonly platelets: Count | undefined;
}

function newest(context: FactContext, id: 'neutrophils' | 'platelets', label: string): Count | undefined {
  let found: Count | undefined;
  for (const entry of countedEntries(context, id)) {
    if (found && entry.on && entry.on.latest < found.on.latest) break;
    const reading = readingOf(context, id, 'cells', entry);
    if (!reading || (found && found.value <= reading.value)) continue;
    const { value, comparator, on } = reading;
    found = { value, comparator, on, evidence: evidenceOf(reading, label) };
  }
  return found;
}

export function bloodCountsOf(context: FactContext): BloodCounts {
  return {
    neutrophils: newest(context, 'neutrophils', 'Neutrophils'),
    platelets: newest(context, 'platelets', 'Platelets'),
  };
}

/** Below a limit: a bound from above counts as its value, one from below leaves it open unless it reaches the limit. */
export function isBelow({ value, comparator }: Count, limit: number): 'yes' | 'no' | 'open' {
  if (comparator?.startsWith('<')) return value <= limit ? 'yes' : 'open';
  if (value >= limit) return 'no';
  return comparator === undefined ? 'yes' : 'open';
}
