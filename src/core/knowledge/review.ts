/** When a rule has to be read again: on the earliest day by which one of its sources has to be (clinical rules H.4). */
import { parseDay } from '../time.js';
import type { Day } from '../time.js';
import type { Citation } from './knowledge.js';

type Citations = Readonly<Record<string, Citation>>;

/** The citation that `id` or `id#section` names. */
export function citationOf(cite: string, citations: Citations): Citation | undefined {
  return citations[cite.split('#')[0] ?? ''];
}

/** `YYYY-MM-DD`; undefined for a rule that rests on no known source. */
export function reviewByOf(cites: readonly string[], citations: Citations): string | undefined {
  const days = cites.flatMap((cite) => citationOf(cite, citations)?.reviewBy ?? []);
  return days.toSorted()[0];
}

/** Tells whether what rests on `cites` is overdue for review on a day. Cheap while nothing is: one comparison. */
export function reviewCheck(citations: Citations): (cites: readonly string[], on: Day) => boolean {
  const dayOf = (iso: string | undefined): Day => (iso === undefined ? undefined : parseDay(iso)) ?? Infinity;
  const earliest = Math.min(...Object.values(citations).map(({ reviewBy }) => dayOf(reviewBy)));
  return (cites, on) => on > earliest && on > dayOf(reviewByOf(cites, citations));
}
