/** One result out of several of one day, where two results of a day may differ (terminology page 5.2, selection helpers). */
import { textOf } from '../json.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { CodedEntry } from '../record/record.js';
import { instantValue } from '../time.js';
import type { FactContext } from './context.js';
import { countedEntries, readingOf } from './readings.js';
import type { Reading } from './readings.js';

interface ReadEntry {
  readonly entry: CodedEntry;
  readonly reading: Reading;
}

/** Undefined where the record gives the day and not the time. */
function momentOf({ resource }: CodedEntry): number | undefined {
  const written = textOf(resource, 'effectiveDateTime') ?? textOf(resource, 'effectiveInstant') ?? '';
  return written.includes('T') ? instantValue(written) : undefined;
}

/** Of entries of one day those of the last moment, where each of them has a time; else all. */
export function ofLastMoment<T extends { readonly entry: CodedEntry }>(ofDay: readonly T[]): readonly T[] {
  const moments = ofDay.map(({ entry }) => momentOf(entry));
  const known = moments.filter((moment) => moment !== undefined);
  if (known.length < ofDay.length) return ofDay;
  const last = Math.max(...known);
  return ofDay.filter((_, index) => moments[index] === last);
}

function ofNewest(context: FactContext, id: ValueSetId, table: string): readonly ReadEntry[] {
  const found: ReadEntry[] = [];
  for (const entry of countedEntries(context, id)) {
    const newest = found[0]?.reading.on.latest;
    if (newest !== undefined && (entry.on?.latest ?? 0) < newest) break;
    const reading = readingOf(context, id, table, entry);
    if (reading) found.push({ entry, reading });
  }
  return ofLastMoment(found);
}

/** Of results that nothing puts in an order the lowest counts: it is the one that asks for care. */
export function lowestOfNewest(context: FactContext, id: ValueSetId, table: string): ReadEntry | undefined {
  let lowest: ReadEntry | undefined;
  for (const one of ofNewest(context, id, table)) {
    if (!lowest || one.reading.value < lowest.reading.value) lowest = one;
  }
  return lowest;
}
