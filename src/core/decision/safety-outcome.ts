/** What an order or an infusion comes to: which card, how loud, and the verdicts it rests on. */
import type { Indicator } from '../cds-hooks/response.js';
import type { TestId } from '../knowledge/orderable-tests.js';
import type { Verdict } from '../assessment.js';

/**
 * Topic codes of the order and infusion cards; each has a template of the same name. Of cards equally loud, those that
 * come first here are shown first (ruling 27).
 */
export const ORDER_TOPICS = [
  'order-contraindicated',
  'live-vaccine-after-rituximab',
  'order-dose',
  'screen-before-ivig',
  'order-prerequisites',
] as const;
export const INFUSION_TOPICS = ['infusion-hold', 'infusion-prerequisites'] as const;
export type SafetyTopic = (typeof ORDER_TOPICS)[number] | (typeof INFUSION_TOPICS)[number];

export interface SafetyOutcome {
  readonly topic: SafetyTopic;
  readonly indicator: Indicator;
  /** What the card rests on, the most serious first. */
  readonly verdicts: readonly Verdict[];
  /** Tests that the card offers to order. */
  readonly tests: readonly TestId[];
}
