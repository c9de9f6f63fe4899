/** The repeat as the assessment states it (R-44 to R-46; rulings 15 and 18): when, what stops it, what cannot be told. */
import type { RepeatCourse, Verdict } from '../assessment.js';
import { formatDay } from '../time.js';
import type { Day } from '../time.js';
import type { RepeatWindow } from './window.js';
import type { Stops } from './stops.js';

/** Criteria whose missing items keep a stop from being excluded. */
const DECISIVE = ['no-recurrent-infection', 'immunoglobulin-g-adequate', 'no-severe-reaction', 'no-moderate-reaction'];

function statusOf(stops: Stops, verdicts: readonly Verdict[]): RepeatCourse['status'] {
  if (stops.found.length > 0) return 'stop';
  if (stops.open.length > 0) return 'cannot-state';
  const isWorse = verdicts.some(({ id, status }) => id === 'no-recrudescent-disease' && status === 'not-met');
  return isWorse ? 'review' : 'no-stop-found';
}

/** Undefined once the window has closed. `severeMissing`: what keeps a severe infection since day 0 from being excluded. */
export function repeatCourseOf(
  window: RepeatWindow,
  asOf: Day,
  stops: Stops,
  severeMissing: readonly string[],
  verdicts: readonly Verdict[],
): RepeatCourse | undefined {
  if (asOf > window.to) return undefined;
  const open = verdicts.filter(({ id, status }) => DECISIVE.includes(id) && status === 'unknown');
  const missing = [...severeMissing, ...open.flatMap((verdict) => verdict.missing)];
  return {
    status: statusOf(stops, verdicts),
    targetDate: formatDay(window.target),
    windowStart: formatDay(window.from),
    windowEnd: formatDay(window.to),
    stops: stops.found,
    missing: [...new Set(missing)],
  };
}
