/** From when to when a treatment ran: what is sure, and what is possible (terminology page 6.2). */
import type { Calendar, Day, DayRange } from '../time.js';

export interface Span {
  readonly start: DayRange;
  /** Before `start.latest` when no day is sure. */
  readonly sureEnd: Day;
  readonly possibleEnd: Day;
  readonly isUndated?: boolean;
}

/** What the spans of a record have in common. */
export interface OpenEnds {
  readonly asOf: Day;
  /** Last day up to which an open active order may be believed. */
  readonly believedUntil: (start: Day) => Day;
  readonly calendar: Calendar;
}

/** Treatment at an unknown time: any day up to the assessment is possible, none is sure. */
export const undated = (asOf: Day): Span => ({
  start: { earliest: Number.NEGATIVE_INFINITY, latest: asOf },
  sureEnd: asOf - 1,
  possibleEnd: asOf,
  isUndated: true,
});

/** The last day of a treatment of so many days. */
export const lastDayOf = (start: Day, days: number): Day => start + Math.max(0, Math.round(days)) - 1;

/** An end that leaves no day sure. */
export const never = (start: DayRange): Day => start.latest - 1;

/** No day after the assessment is known yet. */
export const upTo = (asOf: Day, start: DayRange, sureEnd: Day, possibleEnd: Day): Span => ({
  start,
  sureEnd: Math.min(sureEnd, asOf),
  possibleEnd: Math.min(possibleEnd, asOf),
});
