/** What is said of a result that is not there: that there is none, or that nobody could look (principle 17). */
import type { Coverage } from '../assessment.js';

export function notOnFile(what: string, looked: Coverage): string {
  if (looked === 'complete') return `no ${what} on file`;
  return looked === 'unavailable' ? `${what} could not be looked at` : `no ${what} in what could be read`;
}
