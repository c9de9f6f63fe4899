/** What clinicians did with cards, as it is kept. */

export interface FeedbackRecord {
  readonly service: string;
  /** Id of the client in the registry. */
  readonly client: string;
  readonly card: string;
  /** Topic of the card where this process knows it; undefined: unmatched. */
  readonly topic: string | undefined;
  readonly outcome: 'accepted' | 'overridden';
  readonly outcomeAt: Date;
  readonly acceptedSuggestions: readonly string[];
  readonly reason:
    { readonly code: string; readonly system: string | undefined; readonly display: string | undefined } | undefined;
  readonly comment: string | undefined;
}

export interface FeedbackStore {
  /**
   * Keeps all of them or none; durable once it resolves. How many were new: exact repeats are kept once (CH-126).
   * Rejects with StoreUnavailable.
   */
  readonly saveFeedback: (records: readonly FeedbackRecord[], receivedAt: Date) => Promise<number>;
}
