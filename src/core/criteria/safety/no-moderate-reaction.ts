import { reactionFound } from '../reactions.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-14a: no moderate reaction to rituximab; the founding programme withdrew such patients (R-46, AMB-21). */
export const noModerateReaction: SafetyCriterion = {
  id: 'no-moderate-reaction',
  rule: 'S-14a',
  group: 'safety',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: (facts) => reactionFound(facts, 'moderate', 'contraindication'),
};
