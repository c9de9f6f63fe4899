import { isSearched } from '../searched.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-29: no antihypertensive on the day of an infusion, or one knows of it; by words, so it only informs. */
export const noAntihypertensive: SafetyCriterion = {
  id: 'no-antihypertensive',
  rule: 'S-29',
  group: 'safety',
  cites: ['rituximab-smpc'],
  assess: ({ orders, antihypertensives, medicationHistory }) => {
    if (orders.rituximab.length === 0 && !orders.isInfusionDay)
      return { status: 'met', because: 'no infusion is ordered or due today' };
    if (antihypertensives.length === 0) return isSearched(medicationHistory, 'no antihypertensive named on file');
    return {
      status: 'unknown',
      because: 'antihypertensive named on file: consider to withhold it for 12 hours before the infusion',
      evidence: antihypertensives.map((one) => one.evidence),
      missing: ['whether the antihypertensive is withheld before the infusion'],
      severity: 'information',
    };
  },
};
