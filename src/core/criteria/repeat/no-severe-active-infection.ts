import { severeInfectionFound } from '../severe-infection.js';
import type { FollowUpCriterion } from '../criterion.js';

/** S-05, R-33: no infection now that needs a hospital or antimicrobials into a vein. */
export const noSevereActiveInfection: FollowUpCriterion = {
  id: 'no-severe-active-infection',
  rule: 'S-05',
  group: 'repeat',
  scope: 'any-myositis',
  cites: ['rituximab-label', 'rituximab-smpc', 'desouza-2018#methods'],
  assess: ({ severeNow, isInfectionHistoryComplete }) =>
    severeInfectionFound(severeNow, isInfectionHistoryComplete, 'now'),
};
