/** What a result that does not speak clearly is called. */
import type { Serology } from '../safety/serology.js';

export function unclear({ state }: Serology, test: string): string {
  return state === 'contradictory'
    ? `${test} is both positive and negative on the same day: the results contradict each other`
    : `the newest ${test} cannot be read as positive or negative`;
}
