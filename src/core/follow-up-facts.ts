/** Everything a criterion may read after rituximab. Day 0 is that of the latest course. */
import type { Course, Coverage, Response } from './assessment.js';
import type { ActiveAgent } from './guidance/active-agents.js';
import type { Predictors } from './guidance/predictors.js';
import type { SevereInfections } from './facts/severe-infection.js';
import type { RepeatWindow } from './repeat/window.js';
import type { Day } from './time.js';

export interface FollowUpFacts {
  readonly asOf: Day;
  readonly course: number;
  readonly day0: Day;
  /** Undefined when the first day of the course is not exact. */
  readonly window: RepeatWindow | undefined;
  readonly severeSince: SevereInfections;
  /** Problem list, encounters and medication were all read in full. */
  readonly isInfectionHistoryComplete: boolean;
  readonly medicationHistory: Coverage;
  /** The newest reading of the course that is late enough to judge. */
  readonly judged: Response | undefined;
  /** Newest first, back to the one that is judged: what may show that the disease got worse since. */
  readonly readings: readonly Response[];
  /** The newest reading of the course, however early. */
  readonly newest: Response | undefined;
  /** The glucocorticoid was raised again since day 0, or given as a pulse. */
  readonly isReescalated: boolean;
  /** Responses of the latest course. */
  readonly responses: readonly Response[];
  readonly activeAgents: readonly ActiveAgent[];
  /** Prednisone equivalent, mg a day, on day 0 and now; null where the record does not tell. */
  readonly prednisoneEquivalent: { readonly day0: number | null; readonly now: number | null };
  readonly predictors: Predictors;
  /** Of the latest course. */
  readonly preTreatment: Course['preTreatment'];
  readonly conditionsLooked: Coverage;
}
