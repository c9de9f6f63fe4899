import { evidenceOfCondition } from '../../facts/conditions.js';
import type { TestId } from '../../knowledge/orderable-tests.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { unclear } from '../serology-words.js';

/** S-09: HIV and hepatitis C were looked for, ever, and not found. */
export const hivAndHepatitisCTested: SafetyCriterion = {
  id: 'hiv-and-hepatitis-c-tested',
  rule: 'S-09',
  group: 'safety',
  cites: ['rituximab-smpc', 'service-policy'],
  assess: ({ hiv, hepatitisC }) => {
    const looked = [
      { id: 'hiv' as TestId, name: 'HIV', ...hiv },
      { id: 'hepatitis-c' as TestId, name: 'hepatitis C', ...hepatitisC },
    ];
    const evidence = looked.flatMap(({ test, diagnosed }) => [
      ...test.evidence,
      ...diagnosed.map((one) => evidenceOfCondition(one)),
    ]);
    const found = looked.filter(
      ({ test, diagnosed }) => test.state === 'positive' || diagnosed.some(({ isFirm }) => isFirm),
    );
    if (found.length > 0)
      return {
        status: 'not-met',
        because: `${found.map(({ name }) => name).join(' and ')} positive or on file: specialist first`,
        evidence,
        severity: 'caution',
      };
    const open = looked.filter(({ test }) => test.state !== 'negative');
    if (open.length > 0)
      return {
        status: 'unknown',
        because: open
          .map(({ test, name }) => (test.state === 'none' ? `no ${name} test on file` : unclear(test, name)))
          .join('; '),
        evidence,
        ...neededTests(...open.map(({ id }) => id)),
        severity: 'information',
      };
    return { status: 'met', because: 'HIV and hepatitis C negative', evidence };
  },
};
