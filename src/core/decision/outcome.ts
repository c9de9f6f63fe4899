/** What a review comes to: which card, how loud, and what would settle it. */
import type { Response } from '../assessment.js';

/**
 * Topic codes of the review cards; each has a template of the same name in `cards/rituximab-review/`. Of cards equally
 * loud, those that come first here are shown first (ruling 27).
 */
export const REVIEW_TOPICS = [
  'refractory-supported',
  'refractory-needs-information',
  'refractory-not-shown',
  'response-met',
  'response-not-met',
  'response-indeterminate',
  'response-too-early',
  'repeat-due',
  'taper-reminder',
  'one-immunosuppressant',
  'monitoring-due',
  'hold-for-safety',
  'repeat-stop',
  'repeat-review',
] as const;

export type ReviewTopic = (typeof REVIEW_TOPICS)[number];

export interface ReviewOutcome {
  readonly topic: ReviewTopic;
  readonly indicator: 'info' | 'warning' | 'critical';
  /** Missing items in words, most decisive first. */
  readonly decisive: readonly string[];
  /** The response that a card after rituximab speaks of, or shows beside what it says. */
  readonly response?: Response;
}
