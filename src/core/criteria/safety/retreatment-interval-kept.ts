import { formatDay } from '../../time.js';
import type { SafetyCriterion } from '../criterion.js';
import { evidenceOfInfusion } from '../infusion-evidence.js';
import { noRituximab } from '../no-rituximab.js';

/** S-22: a new course begins no sooner than 16 weeks after the last infusion of the one before, whatever that was given for. */
export const retreatmentIntervalKept: SafetyCriterion = {
  id: 'retreatment-interval-kept',
  rule: 'S-22',
  group: 'safety',
  cites: ['rituximab-label'],
  threshold: ({ rituximab }) => `${rituximab.minimumRetreatmentDays.value} days or more`,
  assess: ({ exposure, orders: { planned } }, { rituximab }) => {
    const { previous, current } = exposure;
    const least = rituximab.minimumRetreatmentDays.value;
    const doubt = { since: planned - least + 1, severity: 'caution' } as const;
    if (!previous) return noRituximab(exposure, doubt);
    const evidence = [evidenceOfInfusion(previous)];
    if (current.length > 0)
      return {
        status: 'met',
        because: `infusion ${current.length + 1} of the course begun on ${formatDay(current[0]?.day ?? previous.day)}`,
        evidence,
      };
    const days = planned - previous.day;
    if (days >= least) {
      const found = noRituximab(exposure, { ...doubt, because: `${days} days after the last infusion` });
      return { ...found, evidence: [...evidence, ...(found.evidence ?? [])] };
    }
    return {
      status: 'not-met',
      because: `${days} days after the last infusion; a new course waits ${least}`,
      evidence,
      severity: 'contraindication',
    };
  },
};
