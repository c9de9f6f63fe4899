import { evidenceOfCondition } from '../../facts/conditions.js';
import type { SafetyCriterion } from '../criterion.js';
import { infectionNotFound } from '../infection-not-found.js';

/** S-06: no active or chronic infection, no antimicrobial running, no fever; on the day of an infusion a fever holds it. */
export const noActiveInfection: SafetyCriterion = {
  id: 'no-active-infection',
  rule: 'S-06',
  group: 'safety',
  cites: ['desouza-2018#methods', 'mok-2007#methods', 'service-policy'],
  assess: ({ safety, fever, orders, conditionsLooked, medicationHistory }) => {
    const { infections, runningAntimicrobials: antimicrobials } = safety;
    const evidence = [
      ...(fever ? [fever] : []),
      ...infections.map((one) => evidenceOfCondition(one)),
      ...antimicrobials.map((one) => one.evidence),
    ];
    if (fever && orders.isInfusionDay)
      return { status: 'not-met', because: 'fever on the day of the infusion', evidence, severity: 'contraindication' };
    if (fever !== undefined || [...infections, ...antimicrobials].some(({ isFirm }) => isFirm))
      return { status: 'not-met', because: 'infection, antimicrobial or fever on file', evidence, severity: 'caution' };
    return infectionNotFound(
      evidence,
      { conditionsLooked, medicationHistory },
      'no infection, antimicrobial or fever on file',
    );
  },
};
