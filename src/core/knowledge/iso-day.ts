/** A day as content files write it. */
import { z } from 'zod';
import { parseDay } from '../time.js';

export const isoDay = z.string().refine((text) => parseDay(text) !== undefined, 'a calendar date YYYY-MM-DD');
