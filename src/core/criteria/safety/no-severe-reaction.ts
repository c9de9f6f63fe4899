import { reactionFound } from '../reactions.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-14: no severe reaction to rituximab, no anaphylaxis, no allergy of high criticality. */
export const noSevereReaction: SafetyCriterion = {
  id: 'no-severe-reaction',
  rule: 'S-14',
  group: 'safety',
  cites: ['rituximab-smpc', 'desouza-2018#methods', 'service-policy'],
  assess: (facts) => reactionFound(facts, 'severe', 'contraindication'),
};
