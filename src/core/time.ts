/**
 * Calendar days and partial FHIR dates. A day is a whole number (days since 1970-01-01), so windows are
 * plain arithmetic and no time zone can shift them; only instants need the site's zone.
 */
export type Day = number;

/** When something happened, as far as the record says: a FHIR date of `2026-03` may be any day of that month. */
export interface DayRange {
  readonly earliest: Day;
  readonly latest: Day;
}

const MILLISECONDS_A_DAY = 86_400_000;
const PARTIAL_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The day of a calendar date; undefined when no such date exists (30 February). */
function dayOf(year: number, month: number, date: number): Day | undefined {
  const milliseconds = Date.UTC(year, month - 1, date);
  const back = new Date(milliseconds);
  if (back.getUTCFullYear() !== year || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== date)
    return undefined;
  return milliseconds / MILLISECONDS_A_DAY;
}

/** Parses `YYYY-MM-DD`; undefined for anything else. */
export function parseDay(text: string): Day | undefined {
  const parts = PARTIAL_DATE.exec(text);
  if (parts?.[3] === undefined) return undefined;
  return dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** `YYYY-MM-DD` of a day. */
export function formatDay(day: Day): string {
  return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** The first day of a month that may lie outside 1..12 (month 13 is January of the next year). */
function firstOfMonth(year: number, month: number): Day {
  return Date.UTC(year, month - 1, 1) / MILLISECONDS_A_DAY;
}

/** A calendar: how an instant becomes a day in the site's time zone. */
export interface Calendar {
  readonly dayOfInstant: (instant: string) => Day | undefined;
}

/** The calendar of an IANA time zone. Throws a RangeError for a zone the runtime does not know. */
export function calendarOf(timeZone: string): Calendar {
  if (timeZone === 'UTC') {
    return {
      dayOfInstant: (instant) => {
        const milliseconds = Date.parse(instant);
        return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / MILLISECONDS_A_DAY);
      },
    };
  }
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return {
    dayOfInstant: (instant) => {
      const milliseconds = Date.parse(instant);
      return Number.isNaN(milliseconds) ? undefined : parseDay(format.format(milliseconds));
    },
  };
}

/**
 * A FHIR date, dateTime or instant as the days it may mean. Date-only values stay calendar dates;
 * values with a time are read in the site's zone. Undefined for anything that is not a FHIR date.
 */
export function parseFhirDate(value: unknown, calendar: Calendar): DayRange | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length > 10) {
    if (!INSTANT.test(value)) return undefined;
    const day = calendar.dayOfInstant(value);
    return day === undefined ? undefined : { earliest: day, latest: day };
  }
  const parts = PARTIAL_DATE.exec(value);
  if (!parts) return undefined;
  const year = Number(parts[1]);
  if (parts[2] === undefined) return { earliest: firstOfMonth(year, 1), latest: firstOfMonth(year + 1, 1) - 1 };
  const month = Number(parts[2]);
  if (month < 1 || month > 12) return undefined;
  if (parts[3] === undefined) return { earliest: firstOfMonth(year, month), latest: firstOfMonth(year, month + 1) - 1 };
  const day = dayOf(year, month, Number(parts[3]));
  return day === undefined ? undefined : { earliest: day, latest: day };
}

/** Whether a range is one exact day. */
function isExact(range: DayRange): boolean {
  return range.earliest === range.latest;
}

/** `2026-03-04`, or `2026-03-01/2026-03-31` when the day is not known exactly. */
export function formatRange(range: DayRange): string {
  return isExact(range) ? formatDay(range.earliest) : `${formatDay(range.earliest)}/${formatDay(range.latest)}`;
}

/** Whole years from a birth day to a day. */
export function yearsBetween(birth: Day, day: Day): number {
  const from = new Date(birth * MILLISECONDS_A_DAY);
  const to = new Date(day * MILLISECONDS_A_DAY);
  const years = to.getUTCFullYear() - from.getUTCFullYear();
  const beforeBirthday =
    to.getUTCMonth() < from.getUTCMonth() ||
    (to.getUTCMonth() === from.getUTCMonth() && to.getUTCDate() < from.getUTCDate());
  return beforeBirthday ? years - 1 : years;
}
