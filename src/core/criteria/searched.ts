/** The verdict of a claim of absence when nothing was found: met only if the search was complete (principle 17). */
import type { Coverage } from '../assessment.js';
import type { Found } from './criterion.js';

export function isSearched(looked: Coverage, because: string): Found {
  if (looked === 'complete') return { status: 'met', because };
  return {
    status: 'unknown',
    because: 'could not be looked at in full',
    missing: ['the part of the record that could not be read'],
  };
}
