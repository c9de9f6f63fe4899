import { all } from '../../status.js';
import type { Status } from '../../status.js';
import { addMonths, formatDay } from '../../time.js';
import type { Day } from '../../time.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { noRituximab } from '../no-rituximab.js';

/** S-04: after rituximab, ALT and HBV DNA are watched in whoever has or had hepatitis B (ruling 22: either one missing counts). */
export const hepatitisBFollowedUp: SafetyCriterion = {
  id: 'hepatitis-b-followed-up',
  rule: 'S-04',
  group: 'safety',
  cites: ['hepatitis-b-prophylaxis', 'service-policy'],
  threshold: ({ safety }) => `ALT and HBV DNA every ${safety.hepatitisBFollowUpDays.value} days`,
  assess: ({ asOf, exposure, hepatitisB, alanineAminotransferase }, { safety }) => {
    const { last } = exposure;
    const { surfaceAntigen, coreAntibody, viralLoad } = hepatitisB;
    const months = safety.hepatitisBFollowUpMonths.value;
    const doubt = { since: addMonths(asOf, -months), severity: 'caution' } as const;
    if (!last) return noRituximab(exposure, doubt);
    if (asOf > addMonths(last.day, months))
      return noRituximab(exposure, { ...doubt, because: `the last infusion lies more than ${months} months back` });
    const signs = [...surfaceAntigen.positives, ...coreAntibody.positives];
    const open = [surfaceAntigen, coreAntibody].some(({ state }) => state !== 'negative' && state !== 'positive');
    if (signs.length === 0 && open)
      return { status: 'unknown', because: 'hepatitis B status not known', ...neededTests('hbsag', 'anti-hbc-total') };
    if (signs.length === 0) return { status: 'met', because: 'no hepatitis B marker positive' };
    const since = asOf - safety.hepatitisBFollowUpDays.value;
    const statusOf = (day: Day | undefined): Status =>
      day === undefined ? 'unknown' : day >= since ? 'met' : 'not-met';
    const measured = [
      { id: 'alanine-aminotransferase', name: 'ALT', day: alanineAminotransferase?.day },
      { id: 'hbv-dna', name: 'HBV DNA', day: viralLoad.on?.latest },
    ] as const;
    const due = measured.filter(({ day }) => statusOf(day) !== 'met');
    const evidence = [...(alanineAminotransferase ? [alanineAminotransferase.evidence] : []), ...viralLoad.evidence];
    return {
      status: all(measured.map(({ day }) => statusOf(day))),
      because:
        due.length === 0
          ? 'ALT and HBV DNA are recent'
          : due
              .map(({ name, day }) =>
                day === undefined ? `${name} never measured` : `${name} last on ${formatDay(day)}`,
              )
              .join('; '),
      evidence: [...coreAntibody.evidence, ...surfaceAntigen.evidence, ...evidence],
      ...neededTests(...due.map(({ id }) => id)),
      severity: 'caution',
    };
  },
};
