/** The day on which a call is judged: the header `Evaluation-Date` where it is allowed, else today at the site. */
import type { IncomingMessage } from 'node:http';
import { parseDay } from '../../core/time.js';
import type { Day } from '../../core/time.js';
import { today } from '../site-clock.js';
import type { SiteClock } from '../site-clock.js';
import { RequestProblem } from './problems.js';

/** Throws a RequestProblem (400) for a header that is no date, or where the header is refused: silence would mislead. */
export function evaluationDate(req: IncomingMessage, clock: SiteClock, allowed: boolean): Day {
  const header = req.headers['evaluation-date'];
  if (header === undefined) return today(clock);
  if (!allowed) throw new RequestProblem('evaluation-date-refused');
  const day = typeof header === 'string' ? parseDay(header.trim()) : undefined;
  if (day === undefined) throw new RequestProblem('invalid-evaluation-date');
  return day;
}
