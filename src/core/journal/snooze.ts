/**
 * Whether a card rests (G.2 rule 3, ruling 28). What was answered is not asked again, and what nobody answered does not
 * stay for ever, as long as the facts are the same; what is critical always shows. By the wall clock, not by `asOf`:
 * attention is what rests. Pure: instants are milliseconds since 1970.
 */
import type { Indicator } from '../cds-hooks/response.js';
import type { Parameters } from '../knowledge/parameters.js';

type Instant = number;

/** What happened before to cards of one patient, topic and fingerprint of facts. */
export interface CardHistory {
  /** When such a card was first shown; undefined when it never was. Of the latest round of showing. */
  readonly firstShown: Instant | undefined;
  readonly lastAnswer: Answer | undefined;
}

export interface Answer {
  readonly at: Instant;
  readonly outcome: 'accepted' | 'overridden';
  /** Code of the override reason, if one was given. */
  readonly reason?: string | undefined;
}

export type Rest =
  | { readonly kind: 'show' }
  /** Until this instant, unless a fact changes. */
  | { readonly kind: 'rest'; readonly until: Instant; readonly why: 'answered' | 'unanswered' };

/** Days of rest by override reason, where a reason has its own. */
export type ReasonDays = ReadonlyMap<string, number>;

const SHOW: Rest = { kind: 'show' };
const DAY = 86_400_000;

export function restOf(
  indicator: Indicator,
  history: CardHistory,
  now: Instant,
  { alerts }: Pick<Parameters, 'alerts'>,
  reasonDays: ReasonDays,
): Rest {
  if (indicator === 'critical') return SHOW;
  const { lastAnswer, firstShown } = history;
  if (lastAnswer) {
    const until = lastAnswer.at + daysAfter(lastAnswer, indicator, alerts, reasonDays) * DAY;
    return now < until ? { kind: 'rest', until, why: 'answered' } : SHOW;
  }
  if (indicator !== 'info' || firstShown === undefined) return SHOW;
  const from = firstShown + alerts.unansweredShownDays.value * DAY;
  const until = firstShown + alerts.infoSnoozeDays.value * DAY;
  return now >= from && now < until ? { kind: 'rest', until, why: 'unanswered' } : SHOW;
}

/** A reason shows that somebody has thought about it, so even a warning rests as long as an info card then. */
function daysAfter(
  { outcome, reason }: Answer,
  indicator: Indicator,
  alerts: Parameters['alerts'],
  reasonDays: ReasonDays,
): number {
  const unreasoned = indicator === 'info' ? alerts.infoSnoozeDays.value : alerts.warningSnoozeDays.value;
  if (outcome === 'accepted' || reason === undefined) return unreasoned;
  return reasonDays.get(reason) ?? alerts.reasonedSnoozeDays.value;
}
