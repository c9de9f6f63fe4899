/** What follows an infusion has nothing to follow where none was given; whether none was given only a full history tells. */
import type { Severity } from '../assessment.js';
import type { Exposure } from '../safety/exposure.js';
import type { Day } from '../time.js';
import type { Found } from './criterion.js';

interface Absence {
  /** What the history shows: no infusion, or none that is recent enough to matter. */
  readonly because?: string;
  /** An infusion before this day would not matter. */
  readonly since?: Day;
  /** Of the doubt, where something on file may tell of rituximab. */
  readonly severity?: Severity;
}

/** Met only where the history is complete and nothing in it may have been rituximab (I-1, I-8). */
export function noRituximab(
  { isHistoryComplete, possible }: Exposure,
  { because = 'no rituximab on file', since = Number.NEGATIVE_INFINITY, severity }: Absence = {},
): Found {
  const doubtful = possible.filter(({ on }) => on.latest >= since);
  if (doubtful.length > 0)
    return {
      status: 'unknown',
      because: `${because}, but something on file may tell of it`,
      evidence: doubtful.map(({ evidence }) => evidence),
      missing: ['whether and when rituximab was given'],
      ...(severity ? { severity } : {}),
    };
  if (isHistoryComplete) return { status: 'met', because };
  return {
    status: 'unknown',
    because: `${because}, but the medication history could not be read in full`,
    missing: ['every rituximab infusion there was'],
  };
}
