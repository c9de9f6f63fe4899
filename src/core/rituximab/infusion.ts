/** One rituximab infusion as the record tells it, and how good the trace is (R-49, invariant I-8). */
import type { Day } from '../time.js';

/** Kinds of trace, the best first: what was given, what was charged, supplied, reported, ordered. */
export const TRACES = ['administration', 'charge', 'dispense', 'statement', 'order'] as const;
export type Trace = (typeof TRACES)[number];

/** Why rituximab was given, as far as the resource or its order says. */
export type Reason = 'malignancy' | 'myositis';

export interface Infusion {
  /** The latest day it may have been, and never one that is still to come. */
  readonly day: Day;
  readonly earliest: Day;
  /** False where the record leaves the day open: a month, a year. */
  readonly isExact: boolean;
  /** Sum of the bags of one day; null when a charge, supply or report does not say. */
  readonly milligrams: number | null;
  readonly trace: Trace;
  readonly references: readonly string[];
  readonly reason: Reason | undefined;
}
