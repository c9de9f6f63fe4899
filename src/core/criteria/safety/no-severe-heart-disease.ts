import { evidenceOfCondition } from '../../facts/conditions.js';
import { isSearched } from '../searched.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-16: no heart failure of NYHA class IV; other heart or lung disease asks for closer watch of the infusion. */
export const noSevereHeartDisease: SafetyCriterion = {
  id: 'no-severe-heart-disease',
  rule: 'S-16',
  group: 'safety',
  cites: ['rituximab-smpc', 'rituximab-label'],
  assess: ({ heart: { classIV, possible, other }, conditionsLooked }) => {
    const rest = other.map((one) => evidenceOfCondition(one));
    if (classIV.length > 0)
      return {
        status: 'not-met',
        because: 'heart failure of NYHA class IV',
        evidence: [...classIV, ...rest],
        severity: 'contraindication',
      };
    if (possible.length > 0)
      return {
        status: 'unknown',
        because: 'severe heart disease is named but not confirmed',
        evidence: [...possible, ...rest],
        severity: 'caution',
        missing: ['whether severe heart disease is uncontrolled, NYHA class'],
      };
    if (other.some(({ isFirm }) => isFirm))
      return {
        status: 'not-met',
        because: 'heart or lung disease: watch the infusion closely',
        evidence: rest,
        severity: 'caution',
      };
    if (rest.length > 0)
      return {
        status: 'unknown',
        because: 'heart or lung disease is named but not confirmed',
        evidence: rest,
        severity: 'caution',
        missing: ['whether heart or lung disease is present'],
      };
    return isSearched(conditionsLooked, 'no heart failure or lung disease on file');
  },
};
