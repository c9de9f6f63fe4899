/** Today, where the site is. */
import type { Calendar, Day } from '../core/time.js';

export interface SiteClock {
  readonly calendar: Calendar;
  readonly now: () => Date;
}

/** Throws for a clock that gives no valid instant, which no clock of a running machine does. */
export function today({ calendar, now }: SiteClock): Day {
  const day = calendar.dayOfInstant(now().toISOString());
  if (day === undefined) throw new Error('the clock gave no valid instant');
  return day;
}
