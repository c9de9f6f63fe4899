import type { SafetyCriterion } from '../criterion.js';

/** S-21: vaccines that are not live were given before the first course. */
export const vaccinesDocumented: SafetyCriterion = {
  id: 'vaccines-documented',
  rule: 'S-21',
  group: 'safety',
  cites: ['vaccination-2022'],
  assess: ({ vaccines, exposure: { firstCourseDay } }) => {
    const evidence = vaccines.flatMap((one) => one.evidence ?? []);
    if (firstCourseDay !== undefined) return { status: 'met', because: 'asked before the first course only', evidence };
    const missing = vaccines.filter((one) => !one.evidence).map(({ name }) => name);
    if (missing.length === 0) return { status: 'met', because: 'all on file', evidence };
    return {
      status: 'unknown',
      because: `not on file: ${missing.join(', ')}; ideally at least 4 weeks before rituximab`,
      evidence,
      missing,
      severity: 'information',
    };
  },
};
