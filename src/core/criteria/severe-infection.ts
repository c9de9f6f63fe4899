/** Severe infection in a stretch of time as a finding: found, possible, none, or not looked for in full. */
import type { SevereInfections } from '../facts/severe-infection.js';
import type { Found } from './criterion.js';

export function severeInfectionFound({ firm, possible }: SevereInfections, isComplete: boolean, when: string): Found {
  if (firm.length > 0)
    return {
      status: 'not-met',
      because: `severe infection ${when}: in hospital or treated through a vein`,
      evidence: firm,
      severity: 'contraindication',
    };
  if (possible.length > 0)
    return {
      status: 'unknown',
      because: `an infection ${when} that may have been severe`,
      evidence: possible,
      severity: 'caution',
      missing: ['whether an infection needed a hospital or antimicrobials through a vein'],
    };
  if (!isComplete)
    return {
      status: 'unknown',
      because: 'not everything could be looked at',
      missing: ['infection history: problem list, hospital stays and antimicrobials'],
    };
  return { status: 'met', because: `no severe infection ${when} on file` };
}
