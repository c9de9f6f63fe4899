import { evidenceOfCondition } from '../../facts/conditions.js';
import type { Criterion } from '../criterion.js';

/** no acute or chronic infection; a severe one is a contraindication (S-05, R-33). */
export const noInfection: Criterion = {
  id: 'no-infection',
  rule: 'R-14',
  group: 'population',
  cites: ['desouza-2018#methods', 'mok-2007#methods'],
  assess: ({ safety, conditionsLooked, medicationHistory }) => {
    const firm = safety.infections.filter(({ isFirm }) => isFirm);
    const severe = safety.severeInfections;
    const evidence = [
      ...severe.map((one) => one.evidence),
      ...safety.antimicrobials.map((one) => one.evidence),
      ...safety.infections.map((one) => evidenceOfCondition(one)),
    ];
    const isSevere =
      severe.length > 0 ||
      safety.antimicrobials.some(({ evidence: one }) => one.path?.startsWith('MedicationAdministration') === true) ||
      firm.some(({ id }) => id === 'tuberculosis');
    if (isSevere)
      return { status: 'not-met', because: 'severe active infection', evidence, severity: 'contraindication' };
    if (firm.length > 0 || safety.antimicrobials.length > 0)
      return {
        status: 'not-met',
        because: 'infection or antimicrobial treatment on file',
        evidence,
        severity: 'caution',
      };
    if (evidence.length > 0)
      return {
        status: 'unknown',
        because: 'an infection is named but not confirmed',
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
