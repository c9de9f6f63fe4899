import { within } from '../../medication/interventions.js';
import { formatDay } from '../../time.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { notOnFile } from '../not-on-file.js';

/** S-10: immunoglobulins were measured before the course, at a time when infused immunoglobulin did not raise them. */
export const immunoglobulinBaselineMeasured: SafetyCriterion = {
  id: 'immunoglobulin-baseline-measured',
  rule: 'S-10',
  group: 'safety',
  cites: ['tieu-2021', 'rituximab-smpc', 'service-policy'],
  threshold: ({ safety }) => `IgG within ${safety.iggMaximumAgeDays.value} days before the course`,
  assess: ({ asOf, immunoglobulinG: { result }, immunoglobulinSpans, exposure, safetyLabsLooked }, { safety }) => {
    const days = safety.iggMaximumAgeDays.value;
    const confounds = safety.immunoglobulinConfoundsDays.value;
    const running = within(immunoglobulinSpans, asOf - confounds, asOf);
    // while it is given, a reminder to measure it would only measure the infusion
    const needed =
      running.length > 0
        ? { missing: [`IgG at least ${confounds} days after immunoglobulin`] }
        : neededTests('immunoglobulin-g', 'immunoglobulin-a', 'immunoglobulin-m');
    if (!result)
      return { status: 'unknown', because: notOnFile('IgG', safetyLabsLooked), ...needed, severity: 'caution' };
    const evidence = [result.evidence];
    if (result.day < exposure.courseDay - days)
      return {
        status: 'not-met',
        because: `the newest IgG (${formatDay(result.day)}) is more than ${days} days older than the course`,
        evidence,
        ...needed,
        severity: 'caution',
      };
    if (result.blurredBy.length > 0)
      return {
        status: 'unknown',
        because: `drawn within ${confounds} days after immunoglobulin, which raises it`,
        evidence,
        ...needed,
        severity: 'caution',
      };
    return { status: 'met', because: `IgG of ${formatDay(result.day)}`, evidence };
  },
};
