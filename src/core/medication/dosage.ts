/**
 * One dosage as amount and timing (clinical rules B.2 steps 1–3, terminology page 6.3). What is not structured stays
 * unknown; free text is shown, never parsed.
 */
import { isObject, listOf, member, numberOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { Strength } from '../terminology/recognition.js';
import { parseFhirDate } from '../time.js';
import type { Calendar, DayRange } from '../time.js';
import { amountOfElement, doseElement } from './amount.js';
import type { Amount } from './amount.js';

export interface Timing {
  /** Occasions a day on average. */
  readonly perDay: number;
  /** Days after which the pattern repeats; 1 for daily dosing. */
  readonly periodDays: number;
  /** Occasions in one period. */
  readonly frequency: number;
  /** Whether the record itself speaks in weeks or days of the week. */
  readonly isWeekly: boolean;
  /** When in the day, as the record words it; two dosages at different times of the day are not one. */
  readonly at?: string;
}

export interface Bounds {
  readonly start?: DayRange;
  readonly end?: DayRange;
  /** Days that are sure: of a range the low end. */
  readonly durationDays?: number;
  /** Days that are possible: of a range the high end. */
  readonly longestDays?: number;
  /** Ends before it starts, so neither day can be believed. */
  readonly isReversed: boolean;
}

/** Whether a period ends before it starts, whatever its partial dates may mean. */
export function isReversed(start: DayRange | undefined, end: DayRange | undefined): boolean {
  return start !== undefined && end !== undefined && end.latest < start.earliest;
}

export interface Dosage {
  readonly sequence: number | undefined;
  readonly amount: Amount | undefined;
  readonly timing: Timing | undefined;
  readonly bounds: Bounds;
  /** Single occasions with a date (`timing.event`). */
  readonly events: readonly DayRange[];
  readonly isAsNeeded: boolean;
  /** The dose is the low end of a range (B.2 step 1). */
  readonly isLowEnd: boolean;
  /** Why amount or timing is unknown, in words for the card. */
  readonly problem?: string;
}

const DAYS_IN: Readonly<Record<string, number>> = {
  s: 1 / 86_400,
  min: 1 / 1440,
  h: 1 / 24,
  d: 1,
  wk: 7,
  mo: 365.25 / 12,
  a: 365.25,
};
const DAYS_A_WEEK = 7;

/** Days of a Duration or of a boundsDuration; undefined for a unit that is no length of time. */
export function durationDays(duration: unknown): number | undefined {
  const value = numberOf(duration, 'value');
  const unit = textOf(duration, 'code') ?? textOf(duration, 'unit') ?? '';
  const spelled = unit.toLowerCase().replace(/s$/, '');
  const days = DAYS_IN[unit] ?? DAYS_IN[{ day: 'd', week: 'wk', month: 'mo', year: 'a', hour: 'h' }[spelled] ?? ''];
  return value === undefined || days === undefined ? undefined : value * days;
}

function boundsOf(repeat: unknown, calendar: Calendar): Bounds {
  const period = member(repeat, 'boundsPeriod');
  const start = parseFhirDate(member(period, 'start'), calendar);
  const end = parseFhirDate(member(period, 'end'), calendar);
  const range = member(repeat, 'boundsRange');
  const duration = durationDays(member(repeat, 'boundsDuration') ?? member(range, 'low'));
  const longest = durationDays(member(range, 'high'));
  return {
    ...(start ? { start } : {}),
    ...(end ? { end } : {}),
    ...(duration === undefined ? {} : { durationDays: duration, longestDays: longest ?? duration }),
    isReversed: isReversed(start, end),
  };
}

const every = (frequency: number, periodDays: number, isWeekly: boolean): Timing | undefined =>
  frequency > 0 && periodDays > 0 ? { perDay: frequency / periodDays, periodDays, frequency, isWeekly } : undefined;

/** Times of the day of a repeat in one spelling, whatever order they come in. */
function timeOfDay(repeat: JsonObject): string | undefined {
  const times = [...listOf(repeat, 'when'), ...listOf(repeat, 'timeOfDay')].filter((time) => typeof time === 'string');
  return times.length === 0 ? undefined : times.toSorted().join(' ');
}

/** Timing codes that name a time of the day, not only a rate. */
const CODED_TIMES: ReadonlySet<string> = new Set(['AM', 'PM', 'BED', 'HS']);

/** Structured repeat → timing; `frequencyMax` and `periodMax` are read for the smaller dose. */
function timingOfRepeat(repeat: JsonObject, bounds: Bounds): Timing | undefined {
  const unit = textOf(repeat, 'periodUnit');
  const unitDays = unit === undefined ? undefined : DAYS_IN[unit];
  const period = numberOf(repeat, 'periodMax') ?? numberOf(repeat, 'period');
  const frequency = numberOf(repeat, 'frequency');
  const weekdays = listOf(repeat, 'dayOfWeek').length;
  const times = Math.max(listOf(repeat, 'when').length, listOf(repeat, 'timeOfDay').length);
  const periodDays = period === undefined || unitDays === undefined ? undefined : period * unitDays;
  if (weekdays > 0) {
    const perDay = unit === 'd' || periodDays === undefined ? (frequency ?? Math.max(times, 1)) : 1;
    // in weeks, a frequency that contradicts the number of weekdays leaves the dose open
    const contradicts = unit === 'wk' && frequency !== undefined && frequency !== weekdays && frequency !== 1;
    return contradicts
      ? undefined
      : every(weekdays * perDay, unit === 'wk' ? (periodDays ?? DAYS_A_WEEK) : DAYS_A_WEEK, true);
  }
  if (periodDays !== undefined)
    return every(frequency ?? Math.max(times, 1), periodDays, unit === 'wk' || periodDays % DAYS_A_WEEK === 0);
  if (times > 0) return every(times, 1, false);
  const count = numberOf(repeat, 'count');
  return count !== undefined && bounds.durationDays !== undefined
    ? every(count, bounds.durationDays, false)
    : undefined;
}

function timingOfCode(code: unknown, knowledge: Knowledge): Timing | undefined {
  const words = [...listOf(code, 'coding').map((coding) => textOf(coding, 'code')), textOf(code, 'text')];
  for (const word of words) {
    const name = word?.toUpperCase() ?? '';
    const perDay = knowledge.words.timings.get(name);
    if (perDay === undefined) continue;
    const timing = perDay >= 1 ? every(perDay, 1, false) : every(1, 1 / perDay, perDay <= 1 / DAYS_A_WEEK + 1e-9);
    return timing && CODED_TIMES.has(name) ? { ...timing, at: name } : timing;
  }
  return undefined;
}

export function readDosage(
  dosage: JsonObject,
  strength: Strength | undefined,
  knowledge: Knowledge,
  calendar: Calendar,
): Dosage {
  const timingElement = dosage['timing'];
  const repeat = member(timingElement, 'repeat');
  const bounds = boundsOf(repeat, calendar);
  const repeated = isObject(repeat) ? timingOfRepeat(repeat, bounds) : undefined;
  const at = repeated && isObject(repeat) ? timeOfDay(repeat) : undefined;
  const timing =
    repeated && at !== undefined
      ? { ...repeated, at }
      : (repeated ?? timingOfCode(member(timingElement, 'code'), knowledge));
  const events = listOf(timingElement, 'event').flatMap((event) => parseFhirDate(event, calendar) ?? []);
  const element = doseElement(dosage);
  const amount = amountOfElement(element, strength, knowledge);
  const isAsNeeded = dosage['asNeededBoolean'] === true || isObject(dosage['asNeededCodeableConcept']);
  const missingTiming = timing === undefined && events.length === 0 ? 'no structured timing' : undefined;
  const problem = isAsNeeded ? 'taken as needed' : typeof amount === 'string' ? amount : missingTiming;
  return {
    sequence: numberOf(dosage, 'sequence'),
    amount: typeof amount === 'string' ? undefined : amount,
    timing,
    bounds,
    events,
    isAsNeeded,
    isLowEnd: element.isLowEnd,
    ...(problem === undefined ? {} : { problem }),
  };
}
