/** Live vaccines close to a day (R-16, S-20): certain, doubtful, not on file, or no record to go by (ruling 5). */
import type { Coverage } from '../assessment.js';
import type { Finding } from '../facts/finding.js';
import type { Found } from './criterion.js';

interface Looked {
  readonly hasImmunizations: boolean;
  readonly immunizationsLooked: Coverage;
}

/** `within` says how close: `within 28 days before the infusion`. */
export function liveVaccineFound(vaccines: readonly Finding[], looked: Looked, within: string): Found {
  const evidence = vaccines.map((one) => one.evidence);
  if (vaccines.some(({ isFirm }) => isFirm))
    return { status: 'not-met', because: `live vaccine ${within}`, evidence, severity: 'contraindication' };
  if (vaccines.length > 0)
    return {
      status: 'unknown',
      because: 'a vaccine that may be live, or whose day is not exact',
      evidence,
      severity: 'caution',
      missing: ['which vaccine was given and when'],
    };
  if (!looked.hasImmunizations || looked.immunizationsLooked !== 'complete')
    return {
      status: 'unknown',
      because: 'no immunisation record to go by',
      missing: ['live vaccines of the last weeks'],
    };
  return { status: 'met', because: `no live vaccine ${within} on file` };
}
