/** What is on file for each value set, newest first. Dates are read and lists are sorted only for the sets somebody asks for. */
import { member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { instantValue } from '../time.js';
import type { Calendar } from '../time.js';
import { happenedOn, reportedOn } from './dates.js';
import type { CodedEntry } from './record.js';

type Undated = Omit<CodedEntry, 'on' | 'isDatedByReport'>;

const takenAt = (resource: JsonObject): number =>
  instantValue(
    textOf(resource, 'effectiveDateTime') ??
      textOf(member(resource, 'effectivePeriod'), 'start') ??
      textOf(resource, 'authored'),
  );

const correctedAt = (resource: JsonObject): number => instantValue(textOf(member(resource, 'meta'), 'lastUpdated'));

const descending = (a: string | number, b: string | number): number => (a === b ? 0 : a < b ? 1 : -1);

/** Newest first; of one instant the last corrected; then by reference, so that the order of the input never matters. */
function newestFirst(a: CodedEntry, b: CodedEntry): number {
  return (
    (b.on?.latest ?? 0) - (a.on?.latest ?? 0) ||
    descending(takenAt(a.resource), takenAt(b.resource)) ||
    descending(correctedAt(a.resource), correctedAt(b.resource)) ||
    descending(a.reference, b.reference) ||
    descending(a.component ?? 0, b.component ?? 0)
  );
}

const NONE: readonly CodedEntry[] = [];

export class CodedSeries {
  readonly #calendar: Calendar;
  readonly #added = new Map<ValueSetId, Undated[]>();
  readonly #sorted = new Map<ValueSetId, readonly CodedEntry[]>();

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  add(id: ValueSetId, entry: Undated): void {
    const list = this.#added.get(id);
    if (list) list.push(entry);
    else this.#added.set(id, [entry]);
  }

  /** Entries of a value set, newest first; those without a date come last. */
  of(id: ValueSetId): readonly CodedEntry[] {
    const known = this.#sorted.get(id);
    if (known) return known;
    const added = this.#added.get(id);
    if (!added) return NONE;
    const entries = added.map(({ resource, reference, by, component, item }) => {
      const happened = happenedOn(resource, this.#calendar);
      const on = happened ?? reportedOn(resource, this.#calendar);
      return { resource, reference, by, component, item, on, isDatedByReport: !happened && on !== undefined };
    });
    if (entries.length > 1) entries.sort(newestFirst);
    this.#sorted.set(id, entries);
    return entries;
  }
}
