/** `POST /cds-services/{id}/feedback`: kept before it is acknowledged, all of a call or nothing. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FeedbackRecord, FeedbackStore } from '../store/feedback-store.js';
import { readJsonObject } from './body.js';
import { refusingDepth } from './depth.js';
import { parseFeedback } from './feedback-request.js';
import type { RecentCards } from './recent-cards.js';
import { sendNothing } from './reply.js';
import { noteRequest } from './request-log.js';

const LARGEST_FEEDBACK = 1024 * 1024;

export interface FeedbackContext {
  readonly store: FeedbackStore;
  readonly cards: RecentCards;
  readonly now: () => Date;
  /** Whether the free text of an item is kept (`FEEDBACK_COMMENTS`). */
  readonly keepComments: boolean;
}

/** Rejects with a RequestProblem or StoreUnavailable. */
export async function answerFeedback(
  service: string,
  client: string,
  req: IncomingMessage,
  res: ServerResponse,
  { store, cards, now, keepComments }: FeedbackContext,
): Promise<void> {
  const body = await readJsonObject(req, LARGEST_FEEDBACK);
  const items = await refusingDepth(body, () => parseFeedback(body));
  const records = items.map((item): FeedbackRecord => ({
    ...item,
    comment: keepComments ? item.comment : undefined,
    service,
    client,
    topic: cards.topicOf(item.card),
  }));
  const added = records.length === 0 ? 0 : await store.saveFeedback(records, now());
  const count = (outcome: FeedbackRecord['outcome']): number =>
    records.filter((record) => record.outcome === outcome).length;
  const [accepted, overridden] = [count('accepted'), count('overridden')];
  const unmatched = records.filter(({ topic }) => topic === undefined).length;
  noteRequest(res, { feedback: { accepted, overridden, unmatched, repeated: records.length - added } });
  sendNothing(res);
}
