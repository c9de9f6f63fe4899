import type { Evidence } from '../../assessment.js';
import { isBelow } from '../../safety/blood-counts.js';
import { isFresh } from '../../safety/serology.js';
import type { Found, SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { notOnFile } from '../not-on-file.js';

/** S-12: enough neutrophils and platelets in a blood count of the last weeks. */
export const bloodCountAdequate: SafetyCriterion = {
  id: 'blood-count-adequate',
  rule: 'S-12',
  group: 'safety',
  cites: ['rituximab-smpc', 'service-policy'],
  threshold: ({ safety }) =>
    `neutrophils ${safety.neutrophilsCaution.value} and platelets ${safety.plateletsCaution.value} ×10⁹/L or more`,
  assess: ({ asOf, bloodCounts: { neutrophils, platelets }, safetyLabsLooked }, { safety }): Found => {
    const days = safety.bloodCountMaximumAgeDays.value;
    const parts = [
      { name: 'neutrophils', count: neutrophils, limit: safety.neutrophilsCaution.value },
      { name: 'platelets', count: platelets, limit: safety.plateletsCaution.value },
    ].map((part) => ({ ...part, isRecent: part.count !== undefined && isFresh(part.count.on, asOf, days) === 'yes' }));
    const evidence: readonly Evidence[] = parts.flatMap(({ count }) => (count ? [count.evidence] : []));
    const recent = parts.filter(({ isRecent }) => isRecent);
    const low = recent.filter(({ count, limit }) => count && isBelow(count, limit) === 'yes');
    if (low.length > 0) {
      const isVeryLow =
        neutrophils !== undefined &&
        low.some(({ count }) => count === neutrophils) &&
        isBelow(neutrophils, safety.neutrophilsContraindication.value) === 'yes';
      return {
        status: 'not-met',
        because: `${low.map(({ name }) => name).join(' and ')} low: repeat the blood count, delay the infusion`,
        evidence,
        severity: isVeryLow ? 'contraindication' : 'caution',
      };
    }
    const absent = parts.filter(({ count }) => count === undefined);
    const old = parts.filter(({ count, isRecent }) => count !== undefined && !isRecent);
    const bound = recent.filter(({ count, limit }) => count && isBelow(count, limit) === 'open');
    const reasons = [
      ...absent.map(({ name }) => notOnFile(name, safetyLabsLooked)),
      ...old.map(({ name }) => `${name} older than ${days} days`),
      ...bound.map(({ name }) => `${name} given as a bound only`),
    ];
    if (reasons.length > 0)
      return {
        status: 'unknown',
        because: reasons.join('; '),
        evidence,
        ...neededTests('complete-blood-count'),
        severity: 'caution',
      };
    return { status: 'met', because: 'neutrophils and platelets not low', evidence };
  },
};
