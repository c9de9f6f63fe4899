import type { TestId } from '../../knowledge/orderable-tests.js';
import { isFresh } from '../../safety/serology.js';
import type { Serology } from '../../safety/serology.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { notOnFile } from '../not-on-file.js';
import { unclear } from '../serology-words.js';

/** S-01: HBsAg and total anti-HBc are on file, not older than a year when a course begins; IgM anti-HBc alone is no screening. */
export const hepatitisBScreened: SafetyCriterion = {
  id: 'hepatitis-b-screened',
  rule: 'S-01',
  group: 'safety',
  cites: ['rituximab-label', 'service-policy'],
  threshold: ({ safety }) => `both within ${safety.hepatitisBMaximumAgeDays.value} days`,
  assess: ({ hepatitisB, exposure, safetyLabsLooked }, { safety }) => {
    const days = safety.hepatitisBMaximumAgeDays.value;
    const tests: readonly (readonly [TestId, string, Serology])[] = [
      ['hbsag', 'HBsAg', hepatitisB.surfaceAntigen],
      ['anti-hbc-total', 'anti-HBc', hepatitisB.coreAntibody],
    ];
    const evidence = tests.flatMap(([, , result]) => result.evidence);
    const named = (some: typeof tests): string => some.map(([, name]) => name).join(' and ');
    const needed = (some: typeof tests) => neededTests(...some.map(([id]) => id));
    const absent = tests.filter(([, , { state }]) => state === 'none');
    if (absent.length > 0)
      return {
        status: 'unknown',
        because: notOnFile(named(absent), safetyLabsLooked),
        evidence,
        ...needed(absent),
        severity: 'contraindication',
      };
    const open = tests.filter(([, , { state }]) => state === 'contradictory' || state === 'undecided');
    if (open.length > 0)
      return {
        status: 'unknown',
        because: open.map(([, name, result]) => unclear(result, name)).join('; '),
        evidence,
        ...needed(open),
        severity: 'contraindication',
      };
    const ages = (age: string) => tests.filter(([, , { on }]) => on && isFresh(on, exposure.courseDay, days) === age);
    const old = ages('no');
    if (old.length > 0)
      return {
        status: 'not-met',
        because: `${named(old)} older than ${days} days when the course begins`,
        evidence,
        ...needed(old),
        severity: 'caution',
      };
    const inexact = ages('open');
    if (inexact.length > 0)
      return {
        status: 'unknown',
        because: `the day of ${named(inexact)} is not exact enough`,
        evidence,
        ...needed(inexact),
        severity: 'caution',
      };
    return { status: 'met', because: 'HBsAg and anti-HBc are on file', evidence };
  },
};
