/** What a CDS client reports on cards it has shown, `POST {base}/cds-services/{id}/feedback` (CH-121 … CH-130). */

/** Clients may send a code alone, or one that the service never offered (CH-124, CH-127). */
export interface FeedbackReason {
  readonly code: string;
  readonly system?: string;
  readonly display?: string;
}

/** At least one of the two (CH-124). */
export type OverrideReason =
  | { readonly reason: FeedbackReason; readonly userComment?: string }
  | { readonly reason?: never; readonly userComment: string };

interface FeedbackBase {
  /** UUID of the card. */
  readonly card: string;
  /** RFC 3339, UTC (CH-125). */
  readonly outcomeTimestamp: string;
}

/** CH-122, CH-123. Cards that are ignored are never reported (CH-128). */
export type Feedback =
  | (FeedbackBase & {
      readonly outcome: 'accepted';
      readonly acceptedSuggestions: readonly [{ readonly id: string }, ...{ readonly id: string }[]];
      readonly overrideReason?: never;
    })
  | (FeedbackBase & {
      readonly outcome: 'overridden';
      readonly acceptedSuggestions?: never;
      readonly overrideReason?: OverrideReason;
    });

export interface FeedbackRequest {
  readonly feedback: readonly Feedback[];
}
