/** What follows an infusion has nothing to follow where none was given; whether none was given only a full history tells. */
import type { Exposure } from '../safety/exposure.js';
import type { Found } from './criterion.js';

/** `because` says what the history shows: no infusion, or none that is recent enough to matter. */
export function noRituximab({ isHistoryComplete }: Exposure, because = 'no rituximab on file'): Found {
  if (isHistoryComplete) return { status: 'met', because };
  return {
    status: 'unknown',
    because: `${because}, but the medication history could not be read in full`,
    missing: ['every rituximab infusion there was'],
  };
}
