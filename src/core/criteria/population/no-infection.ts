import type { Evidence } from '../../assessment.js';
import { evidenceOfCondition } from '../../facts/conditions.js';
import type { Criterion } from '../criterion.js';
import { infectionNotFound } from '../infection-not-found.js';

/** no acute or chronic infection; a severe one is a contraindication (S-05, R-33). */
export const noInfection: Criterion = {
  id: 'no-infection',
  rule: 'R-14',
  group: 'population',
  cites: ['desouza-2018#methods', 'mok-2007#methods'],
  assess: ({ safety, conditionsLooked, medicationHistory }) => {
    const { infections, severeInfections, runningAntimicrobials } = safety;
    const { firm, possible } = severeInfections;
    const evidence = uniqueEvidence([
      ...firm,
      ...possible,
      ...runningAntimicrobials.map((use) => use.evidence),
      ...infections.map((one) => evidenceOfCondition(one)),
    ]);
    if (firm.length > 0)
      return { status: 'not-met', because: 'severe active infection', evidence, severity: 'contraindication' };
    if ([...infections, ...runningAntimicrobials].some(({ isFirm }) => isFirm))
      return {
        status: 'not-met',
        because: 'infection or antimicrobial treatment on file',
        evidence,
        severity: 'caution',
      };
    return infectionNotFound(
      evidence,
      { conditionsLooked, medicationHistory },
      'no infection and no antimicrobial on file',
    );
  },
};

function uniqueEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((one) => [one.reference, one])).values()];
}
