/** The end of every question about infection (R-14, S-06), once nothing certain was found. */
import type { Coverage, Evidence } from '../assessment.js';
import type { Found } from './criterion.js';

interface Looked {
  readonly conditionsLooked: Coverage;
  readonly medicationHistory: Coverage;
}

/** `evidence` is what names an infection without deciding it; `because` says what a complete search did not find. */
export function infectionNotFound(evidence: readonly Evidence[], looked: Looked, because: string): Found {
  if (evidence.length > 0)
    return {
      status: 'unknown',
      because: 'an infection or an antimicrobial is named but not confirmed',
      evidence,
      severity: 'caution',
      missing: ['whether an infection is active'],
    };
  if (looked.conditionsLooked !== 'complete' || looked.medicationHistory !== 'complete')
    return {
      status: 'unknown',
      because: 'not everything could be looked at',
      missing: ['problem list and antimicrobials'],
    };
  return { status: 'met', because };
}
