import { isBelow } from '../../safety/blood-counts.js';
import { isFresh } from '../../safety/serology.js';
import type { SafetyCriterion } from '../criterion.js';
import { evidenceOfInfusion } from '../infusion-evidence.js';
import { neededTests } from '../needed-tests.js';
import { noRituximab } from '../no-rituximab.js';

/** S-13: no late-onset neutropenia, four weeks or more after the last infusion. */
export const noLateNeutropenia: SafetyCriterion = {
  id: 'no-late-neutropenia',
  rule: 'S-13',
  group: 'safety',
  cites: ['late-neutropenia-2016', 'service-policy'],
  threshold: ({ safety }) => `neutrophils ${safety.neutrophilsCaution.value} ×10⁹/L or more`,
  assess: ({ asOf, exposure, bloodCounts: { neutrophils }, fever }, { safety }) => {
    const { last } = exposure;
    const days = safety.lateNeutropeniaFromDay.value;
    if (!last) return noRituximab(exposure, { severity: 'caution' });
    const from = last.day + days;
    if (asOf < from && asOf >= last.earliest + days)
      return {
        status: 'unknown',
        because: 'the day of the last infusion is not exact',
        evidence: [evidenceOfInfusion(last), ...(neutrophils ? [neutrophils.evidence] : [])],
        missing: ['exact day of the last rituximab infusion'],
        severity: 'caution',
      };
    if (asOf < from)
      return {
        status: 'met',
        because: `the last infusion is less than ${days} days ago`,
        evidence: [evidenceOfInfusion(last)],
      };
    const needed = { ...neededTests('complete-blood-count') };
    if (!neutrophils || neutrophils.on.latest < from)
      return { status: 'unknown', because: 'no neutrophil count since then', ...needed };
    const evidence = [neutrophils.evidence, ...(fever ? [fever] : [])];
    if (isFresh(neutrophils.on, asOf, safety.bloodCountMaximumAgeDays.value) !== 'yes')
      return {
        status: 'unknown',
        because: `the newest neutrophil count is older than ${safety.bloodCountMaximumAgeDays.value} days`,
        evidence,
        ...needed,
      };
    const low = isBelow(neutrophils, safety.neutrophilsCaution.value);
    if (low === 'open')
      return { status: 'unknown', because: 'the count is only a bound', evidence, ...needed, severity: 'caution' };
    if (low === 'no') return { status: 'met', because: 'neutrophils not low', evidence };
    const isUrgent = fever !== undefined || isBelow(neutrophils, safety.neutrophilsUrgent.value) === 'yes';
    return {
      status: 'not-met',
      because: isUrgent
        ? 'late-onset neutropenia, very low or with fever: urgent assessment'
        : 'late-onset neutropenia: look for infection, wait for recovery',
      evidence,
      severity: isUrgent ? 'contraindication' : 'caution',
    };
  },
};
