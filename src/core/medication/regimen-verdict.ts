/** What one way of giving a drug (daily, weekly, by cycle) amounts to. */
import type { Status } from '../status.js';

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
}
