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
const INSTANT = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
/** Lengths of `YYYY`, `YYYY-MM` and `YYYY-MM-DD`. */
const YEAR_LENGTH = 4;
const MONTH_LENGTH = 7;
const DAY_LENGTH = 10;
/** Nothing in a chart is older; two-digit years would be read as of the last century. */
const FIRST_YEAR = 1000;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** The day of a calendar date; undefined when no such date exists (30 February). */
function dayOf(year: number, month: number, date: number): Day | undefined {
  const exists = year >= FIRST_YEAR && date >= 1 && date <= daysIn(year, month);
  return exists ? Date.UTC(year, month - 1, date) / MILLISECONDS_A_DAY : undefined;
}

/** The number that the digits of `text` from `start` to before `end` write; NaN for anything but digits. */
function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
const ZERO = 48;

interface WrittenDate {
  readonly year: number;
  readonly month?: number;
  readonly date?: number;
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` at the start of a text as its numbers; undefined for any other shape. */
function writtenDate(text: string, length: number): WrittenDate | undefined {
  if (length !== YEAR_LENGTH && length !== MONTH_LENGTH && length !== DAY_LENGTH) return undefined;
  const year = digits(text, 0, YEAR_LENGTH);
  if (Number.isNaN(year)) return undefined;
  if (length === YEAR_LENGTH) return { year };
  const month = digits(text, YEAR_LENGTH + 1, MONTH_LENGTH);
  if (text[YEAR_LENGTH] !== '-' || !(month >= 1 && month <= 12)) return undefined;
  if (length === MONTH_LENGTH) return { year, month };
  const date = digits(text, MONTH_LENGTH + 1, DAY_LENGTH);
  return text[MONTH_LENGTH] === '-' && !Number.isNaN(date) ? { year, month, date } : undefined;
}

/** Parses `YYYY-MM-DD`; undefined for anything else. */
export function parseDay(text: string): Day | undefined {
  const written = writtenDate(text, text.length);
  return written?.month === undefined || written.date === undefined
    ? undefined
    : dayOf(written.year, written.month, written.date);
}

/** Days are written again and again, and there are few of them. */
const texts = new Map<Day, string>();
const DAYS_REMEMBERED = 20_000;

/** `YYYY-MM-DD` of a day. */
export function formatDay(day: Day): string {
  const known = texts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, DAY_LENGTH);
  if (texts.size < DAYS_REMEMBERED) texts.set(day, text);
  return text;
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
  if (timeZone === 'UTC') return { dayOfInstant: dayInUtc };
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return {
    dayOfInstant: (instant) => {
      const milliseconds = Date.parse(instant);
      return Number.isNaN(milliseconds) ? undefined : parseDay(format.format(milliseconds));
    },
  };
}

const MINUTES_A_DAY = 1440;
const DATE_AND_MINUTES = 'YYYY-MM-DDTHH:MM'.length;

/** The UTC day of a well-formed instant. */
function dayInUtc(instant: string): Day | undefined {
  const { year, month = 0, date = 0 } = writtenDate(instant, DAY_LENGTH) ?? NO_DATE;
  const day = dayOf(year, month, date);
  const offset = instant.endsWith('Z') ? 0 : offsetMinutes(instant.slice(-OFFSET_LENGTH));
  const minutes =
    digits(instant, DAY_LENGTH + 1, DAY_LENGTH + 3) * 60 + digits(instant, DAY_LENGTH + 4, DATE_AND_MINUTES);
  return day === undefined ? undefined : day + Math.floor((minutes - offset) / MINUTES_A_DAY);
}
const OFFSET_LENGTH = '+HH:MM'.length;
const NO_DATE: WrittenDate = { year: 0 };

function offsetMinutes(offset: string): number {
  const minutes = digits(offset, 1, 3) * 60 + digits(offset, 4, OFFSET_LENGTH);
  return offset.startsWith('-') ? -minutes : minutes;
}

/**
 * A FHIR date, dateTime or instant as the days it may mean. Date-only values stay calendar dates;
 * values with a time are read in the site's zone. Undefined for anything that is not a FHIR date.
 */
export function parseFhirDate(value: unknown, calendar: Calendar): DayRange | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length > DAY_LENGTH) {
    if (!INSTANT.test(value)) return undefined;
    const day = calendar.dayOfInstant(value);
    return day === undefined ? undefined : { earliest: day, latest: day };
  }
  const written = writtenDate(value, value.length);
  if (!written) return undefined;
  const { year, month, date } = written;
  if (month === undefined) return { earliest: firstOfMonth(year, 1), latest: firstOfMonth(year + 1, 1) - 1 };
  if (date === undefined) return { earliest: firstOfMonth(year, month), latest: firstOfMonth(year, month + 1) - 1 };
  const day = dayOf(year, month, date);
  return day === undefined ? undefined : { earliest: day, latest: day };
}

/** A date or instant as a number that orders it in time; minus infinity for what is none. */
export function instantValue(text: string | undefined): number {
  const value = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
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

/** The day a number of calendar months later (or earlier), clamped to the last day of its month. */
export function addMonths(day: Day, months: number): Day {
  const from = new Date(day * MILLISECONDS_A_DAY);
  const first = firstOfMonth(from.getUTCFullYear(), from.getUTCMonth() + 1 + months);
  const next = firstOfMonth(from.getUTCFullYear(), from.getUTCMonth() + 2 + months);
  return Math.min(first + from.getUTCDate() - 1, next - 1);
}
