/** The infusion that a rule counts from. */
import type { Evidence } from '../assessment.js';
import type { Infusion } from '../rituximab/infusion.js';
import { formatDay } from '../time.js';

export function evidenceOfInfusion({ day, references }: Infusion): Evidence {
  return { label: 'Last rituximab', value: 'given', date: formatDay(day), reference: references[0] ?? '' };
}
