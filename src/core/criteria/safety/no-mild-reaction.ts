import { reactionFound } from '../reactions.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-14b: no mild reaction to rituximab; one asks for full premedication and a slow rate and stops nothing. */
export const noMildReaction: SafetyCriterion = {
  id: 'no-mild-reaction',
  rule: 'S-14b',
  group: 'safety',
  cites: ['desouza-2018#results', 'service-policy'],
  assess: (facts) => reactionFound(facts, 'mild', 'caution'),
};
