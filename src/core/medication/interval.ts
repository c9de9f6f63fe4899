/** One stretch of treatment as one resource tells it (terminology page 6.2). Days are inclusive at both ends. */
import type { StopReason } from '../knowledge/compile.js';
import type { Drug } from '../knowledge/knowledge.js';
import type { MedicationResource } from '../record/record.js';
import type { DrugForm, RecognisedBy } from '../terminology/recognition.js';
import type { Day, DayRange } from '../time.js';
import type { Amount, Timing } from './dosage.js';

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
  readonly source: MedicationResource;
  readonly reference: string;
  readonly by: RecognisedBy;
  /** False where only text or an unresolved reference names the drug: supports, never decides. */
  readonly decides: boolean;
  readonly product: string;
  readonly form: DrugForm | undefined;
  readonly route: 'oral' | 'intravenous' | 'other-systemic' | 'local' | undefined;
  /** The days on which treatment may have begun. */
  readonly start: DayRange;
  /** Last day that is sure; before `start.latest` when no day is. */
  readonly sureEnd: Day;
  readonly possibleEnd: Day;
  /** Undefined when amount or timing is unknown; `problem` then says why. */
  readonly dose: DailyDose | undefined;
  readonly problem?: string;
  /** Timing of the (single) dosage, for cycle drugs. */
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
