/** What a review comes to: which card, how loud, and what would settle it. */

export type ReviewTopic =
  'refractory-supported' | 'refractory-needs-information' | 'refractory-not-shown' | 'hold-for-safety';

export interface ReviewOutcome {
  readonly topic: ReviewTopic;
  readonly indicator: 'info' | 'warning' | 'critical';
  /** Missing items in words, most decisive first. */
  readonly decisive: readonly string[];
}
