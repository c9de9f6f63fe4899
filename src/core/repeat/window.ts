/** When the repeat is planned: so many calendar months after the first infusion of the course (R-44, AMB-23). */
import type { Parameters } from '../knowledge/parameters.js';
import { addMonths } from '../time.js';
import type { Day } from '../time.js';

export interface RepeatWindow {
  readonly target: Day;
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
}

export function repeatWindow(day0: Day, p: Parameters['rituximab']): RepeatWindow {
  const target = addMonths(day0, p.repeatTargetMonths.value);
  return { target, from: target - p.repeatWindowBeforeDays.value, to: target + p.repeatWindowAfterDays.value };
}
