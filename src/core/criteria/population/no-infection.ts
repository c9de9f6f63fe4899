import type { Evidence } from '../../assessment.js';
import { evidenceOfCondition } from '../../facts/conditions.js';
import type { Criterion } from '../criterion.js';

/** no acute or chronic infection; a severe one is a contraindication (S-05, R-33). */
export const noInfection: Criterion = {
  id: 'no-infection',
  rule: 'R-14',
  group: 'population',
  cites: ['desouza-2018#methods', 'mok-2007#methods'],
  assess: ({ safety, conditionsLooked, medicationHistory }) => {
    const { infections, severeInfections, antimicrobials } = safety;
    const severe = [...severeInfections, ...antimicrobials.filter(({ isIntravenous }) => isIntravenous)];
    const found = [...severe, ...antimicrobials.filter(({ isIntravenous }) => !isIntravenous)];
    const evidence = uniqueEvidence([
      ...found.map((one) => one.evidence),
      ...infections.map((one) => evidenceOfCondition(one)),
    ]);
    if (severe.some(({ isFirm }) => isFirm))
      return { status: 'not-met', because: 'severe active infection', evidence, severity: 'contraindication' };
    if ([...infections, ...found].some(({ isFirm }) => isFirm))
      return {
        status: 'not-met',
        because: 'infection or antimicrobial treatment on file',
        evidence,
        severity: 'caution',
      };
    if (evidence.length > 0)
      return {
        status: 'unknown',
        because: 'an infection or an antimicrobial is named but not confirmed',
        evidence,
        severity: 'caution',
        missing: ['whether an infection is active'],
      };
    if (conditionsLooked !== 'complete' || medicationHistory !== 'complete')
      return {
        status: 'unknown',
        because: 'not everything could be looked at',
        missing: ['problem list and antimicrobials'],
      };
    return { status: 'met', because: 'no infection and no antimicrobial on file' };
  },
};

function uniqueEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((one) => [one.reference, one])).values()];
}
