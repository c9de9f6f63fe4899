/** A value that is only a bound (`<20`, `>10000`) stands for everything beyond it. */
import type { Reading } from '../facts/readings.js';

/** No real value is higher than this. */
const BEYOND = 1e9;

/** The ends of what a reading may stand for; one of them when the value is exact. */
export function endsOf({ value, comparator }: Reading): readonly number[] {
  if (comparator === undefined) return [value];
  return comparator.startsWith('<') ? [0, value] : [value, BEYOND];
}
