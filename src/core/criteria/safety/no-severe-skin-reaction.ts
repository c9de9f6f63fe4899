import { evidenceOfCondition } from '../../facts/conditions.js';
import { noRituximab } from '../no-rituximab.js';
import { isSearched } from '../searched.js';
import type { SafetyCriterion } from '../criterion.js';
import { sinceDay } from '../since-rituximab.js';

/** S-15: no severe mucocutaneous reaction after rituximab, ever. */
export const noSevereSkinReaction: SafetyCriterion = {
  id: 'no-severe-skin-reaction',
  rule: 'S-15',
  group: 'safety',
  cites: ['rituximab-label', 'rituximab-smpc'],
  assess: ({ skinReactions, exposure, conditionsLooked }) => {
    const { first, possible } = exposure;
    if (!first) return noRituximab(exposure, { severity: 'information' });
    const { sure, perhaps } = sinceDay(
      skinReactions,
      first.day,
      Math.min(first.earliest, ...possible.map(({ on }) => on.earliest)),
    );
    if (sure.length > 0)
      return {
        status: 'not-met',
        because: 'severe mucocutaneous reaction after rituximab: do not give it again',
        evidence: sure.map((one) => evidenceOfCondition(one)),
        severity: 'contraindication',
      };
    if (perhaps.length > 0)
      return {
        status: 'unknown',
        because: 'a severe skin reaction whose day or diagnosis is not certain',
        evidence: perhaps.map((one) => evidenceOfCondition(one)),
        severity: 'caution',
        missing: ['whether the skin reaction followed rituximab'],
      };
    return isSearched(conditionsLooked, 'no severe mucocutaneous reaction after rituximab on file');
  },
};
