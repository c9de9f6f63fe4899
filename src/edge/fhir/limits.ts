/** Caps that no site has asked to change: generous for a chart, small for an attack. */
import type { BreakerOptions } from './breakers.js';
import type { FetchLimits } from './session.js';

export const LARGEST_ANSWER = 8 * 1024 * 1024;

export const BREAKER: BreakerOptions = { failures: 30, restMilliseconds: 5000 };

export const FETCH_LIMITS: Omit<FetchLimits, 'callMilliseconds'> = {
  mostPages: 10,
  mostMedications: 200,
  medicationsPerSearch: 50,
};

/** Of the budget, kept for judging and answering: the answer, not the last page, has to be there in time. */
export const SHARE_FOR_FETCHING = 0.9;
