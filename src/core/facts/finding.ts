/** Something in the chart that speaks against treating now, with its day and how sure it is. */
import type { Evidence } from '../assessment.js';
import { conceptLabel } from '../terminology/concept-label.js';
import { formatRange } from '../time.js';
import type { DayRange } from '../time.js';

export interface Finding {
  readonly evidence: Evidence;
  /** Undefined when the record does not say when. */
  readonly on: DayRange | undefined;
  /** False where code or text leaves open whether it is what it looks like. */
  readonly isFirm: boolean;
}

interface Source {
  /** What kind of thing was found: `Live vaccine`. */
  readonly label: string;
  readonly concept: unknown;
  readonly on: DayRange | undefined;
  readonly reference: string;
  readonly path: string;
}

export function finding({ label, concept, on, reference, path }: Source, isFirm: boolean): Finding {
  const value = conceptLabel(concept) || label;
  return { evidence: { label, value, ...(on ? { date: formatRange(on) } : {}), reference, path }, on, isFirm };
}
