import { severeInfectionFound } from '../severe-infection.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-05, R-33: no infection now that needs a hospital or antimicrobials into a vein. */
export const noSevereActiveInfection: SafetyCriterion = {
  id: 'no-severe-active-infection',
  rule: 'S-05',
  group: 'safety',
  cites: ['rituximab-label', 'rituximab-smpc', 'desouza-2018#methods'],
  assess: ({ severeNow, isInfectionHistoryComplete }) =>
    severeInfectionFound(severeNow, isInfectionHistoryComplete, 'now'),
};
