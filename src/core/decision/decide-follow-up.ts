/** Which cards an assessment after rituximab deserves: what can be acted upon soon, the most serious first, few. */
import type { Assessment, Response, Verdict } from '../assessment.js';
import type { Parameters } from '../knowledge/parameters.js';
import { addMonths, parseDay } from '../time.js';
import type { Day } from '../time.js';
import { REVIEW_TOPICS } from './outcome.js';
import type { ReviewOutcome, ReviewTopic } from './outcome.js';

const DAYS_A_WEEK = 7;
const NEVER = Number.NaN;

const RESPONSE_TOPIC: Readonly<Record<Response['seed'], ReviewTopic>> = {
  responder: 'response-met',
  'non-responder': 'response-not-met',
  indeterminate: 'response-indeterminate',
  'too-early': 'response-too-early',
};

const dayOf = (text: string | null | undefined): Day => (text == null ? NEVER : (parseDay(text) ?? NEVER));

/** Newest reading first; of one day a verdict before "too early", then the later course. */
function byNewest(a: Response, b: Response): number {
  const date =
    (b.followUpDate ?? '') < (a.followUpDate ?? '') ? -1 : Number((b.followUpDate ?? '') > (a.followUpDate ?? ''));
  const early = Number(a.seed === 'too-early') - Number(b.seed === 'too-early');
  return date || early || b.course - a.course;
}

/** A target week that was reached, or a reading that was taken, within the last days (ruling 27). */
function isFresh(response: Response, { courses, asOf }: Assessment, days: number): boolean {
  const today = dayOf(asOf);
  const day0 = dayOf(courses.find(({ number }) => number === response.course)?.day0);
  const reached = response.targetWeek === null ? NEVER : day0 + response.targetWeek * DAYS_A_WEEK;
  const isRecent = (day: Day): boolean => today >= day && today - day <= days;
  return isRecent(reached) || isRecent(dayOf(response.followUpDate));
}

/** Strength that fell by exactly a quarter meets the seed and fails IMACS: that must not read as good news (DOI-9). */
const hasBorderlineFall = ({ seed, imacs }: Response): boolean => seed === 'responder' && imacs === 'non-responder';

function responseOutcome(response: Response): ReviewOutcome {
  return {
    topic: RESPONSE_TOPIC[response.seed],
    indicator: hasBorderlineFall(response) ? 'warning' : 'info',
    decisive: response.missing,
    response,
  };
}

type Find = (id: string) => Verdict | undefined;

function repeatOutcome({ repeatCourse, asOf }: Assessment, find: Find, noticeDays: number): ReviewOutcome | undefined {
  if (!repeatCourse || dayOf(asOf) < dayOf(repeatCourse.windowStart) - noticeDays) return undefined;
  const { status, missing } = repeatCourse;
  if (status === 'stop') return { topic: 'repeat-stop', indicator: 'warning', decisive: missing };
  const isWorse = find('no-recrudescent-disease')?.status === 'not-met';
  return isWorse
    ? { topic: 'repeat-review', indicator: 'warning', decisive: missing }
    : { topic: 'repeat-due', indicator: 'info', decisive: missing };
}

/** Reminders that end some months after the latest course; a taper is never recalled in a patient who got worse. */
function reminders(
  assessment: Assessment,
  find: Find,
  newest: Response | undefined,
  p: Parameters,
): readonly ReviewOutcome[] {
  const day0 = dayOf(assessment.courses.at(-1)?.day0);
  if (!(dayOf(assessment.asOf) <= addMonths(day0, p.monitoring.reminderMonths.value))) return [];
  const isWorse =
    find('no-recrudescent-disease')?.status === 'not-met' ||
    (newest !== undefined &&
      (hasBorderlineFall(newest) || newest.measures.some(({ verdict }) => verdict === 'worsened')));
  const monitoring = find('monitoring-up-to-date');
  const outcomes: (ReviewOutcome | undefined)[] = [
    find('taper-begun')?.status === 'not-met' && !isWorse
      ? { topic: 'taper-reminder', indicator: 'info', decisive: [] }
      : undefined,
    find('one-immunosuppressant-only')?.status === 'not-met'
      ? { topic: 'one-immunosuppressant', indicator: 'info', decisive: [] }
      : undefined,
    monitoring && monitoring.status !== 'met'
      ? { topic: 'monitoring-due', indicator: 'info', decisive: monitoring.missing }
      : undefined,
  ];
  return outcomes.filter((outcome) => outcome !== undefined);
}

const LOUDNESS: readonly ReviewOutcome['indicator'][] = ['critical', 'warning', 'info'];

function byLoudness(a: ReviewOutcome, b: ReviewOutcome): number {
  return (
    LOUDNESS.indexOf(a.indicator) - LOUDNESS.indexOf(b.indicator) ||
    REVIEW_TOPICS.indexOf(a.topic) - REVIEW_TOPICS.indexOf(b.topic)
  );
}

export function decideFollowUp(assessment: Assessment, parameters: Parameters): readonly ReviewOutcome[] {
  const { responseShownDays, repeatNoticeDays, maximumCards } = parameters.alerts;
  const { responses, verdicts, courses } = assessment;
  const find: Find = (id) => verdicts.find((verdict) => verdict.id === id);
  const sorted = responses.toSorted(byNewest);
  const fresh = sorted.find((response) => isFresh(response, assessment, responseShownDays.value));
  const newest = sorted.find(({ course, followUpDate }) => course === courses.length && followUpDate !== null);
  const shown = fresh ?? newest ?? sorted[0];
  const repeat = repeatOutcome(assessment, find, repeatNoticeDays.value);
  const outcomes = [
    ...(fresh ? [responseOutcome(fresh)] : []),
    ...(repeat ? [repeat] : []),
    ...reminders(assessment, find, newest, parameters),
  ];
  return outcomes
    .map((outcome) => (shown ? { ...outcome, response: outcome.response ?? shown } : outcome))
    .toSorted(byLoudness)
    .slice(0, maximumCards.value);
}
