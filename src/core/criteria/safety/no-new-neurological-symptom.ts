import { evidenceOfCondition } from '../../facts/conditions.js';
import { addMonths } from '../../time.js';
import type { SafetyCriterion } from '../criterion.js';
import { noRituximab } from '../no-rituximab.js';
import { isSearched } from '../searched.js';

/** S-17a: no new neurological symptom after rituximab; by words only, so it informs until a code is verified (ruling 23). */
export const noNewNeurologicalSymptom: SafetyCriterion = {
  id: 'no-new-neurological-symptom',
  rule: 'S-17a',
  group: 'safety',
  cites: ['rituximab-label', 'service-policy'],
  assess: ({ asOf, neurologicalSymptoms, exposure, conditionsLooked }, { safety }) => {
    const { first, last } = exposure;
    const months = safety.neurologicalSymptomMonths.value;
    const doubt = { since: addMonths(asOf, -months), severity: 'information' } as const;
    if (!first || !last) return noRituximab(exposure, doubt);
    if (asOf > addMonths(last.day, months))
      return noRituximab(exposure, { ...doubt, because: `no rituximab within ${months} months on file` });
    const since = neurologicalSymptoms.filter(
      ({ entry, isCurrent }) => isCurrent && (!entry.on || entry.on.latest >= first.day),
    );
    if (since.length === 0) return isSearched(conditionsLooked, 'no new neurological symptom on file');
    return {
      status: 'unknown',
      because:
        'words on file may name a new neurological symptom after rituximab: consider PML, withhold until assessed',
      evidence: since.map((one) => evidenceOfCondition(one)),
      missing: ['whether the neurological symptom is new'],
      severity: 'information',
    };
  },
};
