/** What one way of giving a drug (daily, weekly, by cycle) amounts to. */
import type { Status } from '../status.js';
import type { Day } from '../time.js';
import type { Judged } from './stretches.js';

export interface JudgedCycle {
  readonly start: Day;
  readonly status: Status;
  /** Given for certain. */
  readonly decides: boolean;
  /** Dose in the unit of the threshold; null when it cannot be told. */
  readonly value: number | null;
  readonly isDoseKnown: boolean;
  readonly references: readonly string[];
}

export interface RegimenVerdict {
  readonly adequate: Status;
  /** Days at full dose in the best single trial; for cycle drugs at most the length of a cycle each. */
  readonly coveredDays: number;
  readonly cycles?: number;
  readonly dose: { readonly value: number | null; readonly unit: string };
  readonly threshold: { readonly value: number; readonly unit: string } | null;
  readonly because: string;
  /** Days of treatment at any dose in the longest sure stretch; cycles at any dose count as well (ruling 3). */
  readonly anyDoseDays: number;
  readonly anyDoseCycles: number;
  readonly possibleDays: number;
  readonly reachedFullDose: Status;
  /** Every stretch with one dose, and whether that was a full dose. */
  readonly segments: readonly Judged[];
  readonly judgedCycles: readonly JudgedCycle[];
}
