/** One stretch of treatment as one resource tells it (terminology page 6.2). Days are inclusive at both ends. */
import type { Drug } from '../knowledge/knowledge.js';
import type { MedicationResource } from '../record/record.js';
import type { DrugForm, RecognisedBy } from '../terminology/recognition.js';
import type { StopReason } from '../terminology/stop-reason.js';
import type { Day, DayRange } from '../time.js';
import type { Amount } from './amount.js';
import type { Timing } from './dosage.js';

/** Immunoglobulin is at times filed as an immunisation (terminology page 5.5). */
export type ExposureSource = MedicationResource | 'Immunization';

/** Records of single doses that somebody gave; they add up where orders would repeat each other. */
export const isGiven = ({ source }: { readonly source: ExposureSource }): boolean =>
  source === 'MedicationAdministration' || source === 'Immunization';

/** Dose a day, in mg of the drug as coded. */
export interface DailyDose {
  readonly milligrams: number;
  readonly per: Amount['per'];
}

/** One dosing occasion on its own day: infusions and single doses. */
export interface DoseDay {
  readonly on: DayRange;
  readonly amount: Amount | undefined;
}

export interface Interval {
  readonly drug: Drug;
  readonly source: ExposureSource;
  readonly reference: string;
  readonly by: RecognisedBy;
  /** False where only text or an unresolved reference names the drug: supports, never decides. */
  readonly decides: boolean;
  readonly product: string;
  readonly form: DrugForm | undefined;
  readonly route: 'oral' | 'intravenous' | 'other-systemic' | 'local' | undefined;
  /** Place in the sequence of an order: dosages of one step add up, a later step replaces an earlier one. */
  readonly step: number;
  /** The days on which treatment may have begun. */
  readonly start: DayRange;
  /** Last day that is sure; before `start.latest` when no day is. */
  readonly sureEnd: Day;
  readonly possibleEnd: Day;
  /** The record does not say when, or contradicts itself: it may have been at any time before the assessment. */
  readonly isUndated: boolean;
  readonly isAsNeeded: boolean;
  /** Undefined when amount or timing is unknown; `problem` then says why. */
  readonly dose: DailyDose | undefined;
  readonly problem?: string;
  /** Timing of the dosage, for cycle drugs. */
  readonly timing: Timing | undefined;
  readonly perOccasion: Amount | undefined;
  /** Occasions with a day of their own: administrations, `timing.event`. */
  readonly occasions: readonly DoseDay[];
  readonly isActive: boolean;
  /** Ended for certain: `stopped`, or `completed` with an end in the record. */
  readonly end: 'stopped' | 'completed' | 'open';
  readonly replaces: string | undefined;
  readonly stopReason: StopReason | undefined;
}
