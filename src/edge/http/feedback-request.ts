/** The body of a feedback call (CDS Hooks, "Feedback"; CH-121 … CH-127). Unknown members are ignored anywhere (CH-051). */
import { z } from 'zod';
import type { JsonObject } from '../../core/json.js';
import { faultsOf } from './hook-request.js';
import { parseInstant } from './instant.js';
import { RequestProblem } from './problems.js';

/** What no database keeps as text: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const MANY_UNSTORABLE = new RegExp(UNSTORABLE, 'gu');
const LONGEST_ID = 256;

const text = z
  .string()
  .min(1, 'must not be empty')
  .refine((value) => !UNSTORABLE.test(value), 'must be text');
const id = text.max(LONGEST_ID, `must have at most ${LONGEST_ID} characters`);

/** CH-124: clients send a code without display, or without system. */
const reason = z.object({ code: text, system: text.nullish(), display: text.nullish() });

const overrideReason = z
  .object({ reason: reason.nullish(), userComment: z.string().nullish() })
  .refine((given) => given.reason != null || (given.userComment ?? '') !== '', 'must have a reason or a userComment');

const item = z
  .object({
    card: id,
    outcome: z.enum(['accepted', 'overridden'], 'must be accepted or overridden'),
    outcomeTimestamp: z
      .string()
      .transform(parseInstant)
      .refine((instant) => instant !== undefined, 'must be a moment as RFC 3339 writes it, with Z or an offset'),
    acceptedSuggestions: z.array(z.object({ id })).nullish(),
    overrideReason: overrideReason.nullish(),
  })
  .refine(({ outcome, acceptedSuggestions }) => outcome !== 'accepted' || (acceptedSuggestions ?? []).length > 0, {
    path: ['acceptedSuggestions'],
    error: 'must name at least one suggestion where the outcome is accepted',
  });

export const feedbackSchema = z.object({ feedback: z.array(item, 'must be an array') });

export interface FeedbackItem {
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  readonly outcomeAt: Date;
  readonly acceptedSuggestions: readonly string[];
  readonly reason:
    { readonly code: string; readonly system: string | undefined; readonly display: string | undefined } | undefined;
  readonly comment: string | undefined;
}

/** Throws a RequestProblem of status 400, which names members and never what they hold. */
export function parseFeedback(body: JsonObject): readonly FeedbackItem[] {
  const parsed = feedbackSchema.safeParse(body);
  if (!parsed.success) throw new RequestProblem('invalid-feedback', faultsOf(parsed.error));
  return parsed.data.feedback.map(
    ({ card, outcome, outcomeTimestamp, acceptedSuggestions, overrideReason: given }) => ({
      card,
      outcome,
      outcomeAt: outcomeTimestamp,
      acceptedSuggestions: (acceptedSuggestions ?? []).map((suggestion) => suggestion.id),
      reason: given?.reason ? reasonOf(given.reason) : undefined,
      comment: commentOf(given?.userComment),
    }),
  );
}

function reasonOf({ code, system, display }: z.infer<typeof reason>): FeedbackItem['reason'] {
  return { code, system: system ?? undefined, display: display ?? undefined };
}

/** A comment is a person's words: what cannot be kept of them is marked, the rest is kept. */
function commentOf(comment: string | null | undefined): string | undefined {
  return comment === undefined || comment === null || comment === ''
    ? undefined
    : comment.replaceAll(MANY_UNSTORABLE, '\uFFFD');
}
