/** What a review comes to: which card, how loud, and what would settle it. */

/** Topic codes of the review cards; each has a template of the same name in `cards/rituximab-review/`. */
export const REVIEW_TOPICS = [
  'refractory-supported',
  'refractory-needs-information',
  'refractory-not-shown',
  'hold-for-safety',
] as const;

export type ReviewTopic = (typeof REVIEW_TOPICS)[number];

export interface ReviewOutcome {
  readonly topic: ReviewTopic;
  readonly indicator: 'info' | 'warning' | 'critical';
  /** Missing items in words, most decisive first. */
  readonly decisive: readonly string[];
}
