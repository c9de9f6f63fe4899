import type { Knowledge } from '../knowledge/compile.js';
import type { Parameters } from '../knowledge/parameters.js';
import type { PatientRecord } from '../record/record.js';
import type { Calendar, Day } from '../time.js';
import type { Ledger } from './ledger.js';

/** All that reading a fact may depend on: no clock, no other patient. */
export interface FactContext {
  readonly record: PatientRecord;
  readonly knowledge: Knowledge;
  readonly parameters: Parameters;
  readonly calendar: Calendar;
  readonly asOf: Day;
  readonly ledger: Ledger;
}
