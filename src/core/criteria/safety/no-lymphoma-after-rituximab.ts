import { evidenceOfCondition } from '../../facts/conditions.js';
import { noRituximab } from '../no-rituximab.js';
import { isSearched } from '../searched.js';
import type { SafetyCriterion } from '../criterion.js';
import { sinceDay } from '../since-rituximab.js';

/** S-34: no new lymphoma after rituximab; one was seen in the cohort, and each is worth a note for quality control. */
export const noLymphomaAfterRituximab: SafetyCriterion = {
  id: 'no-lymphoma-after-rituximab',
  rule: 'S-34',
  group: 'information',
  cites: ['desouza-2018#results'],
  assess: ({ lymphoma, exposure, conditionsLooked }) => {
    const { firstCourseDay } = exposure;
    if (firstCourseDay === undefined)
      return noRituximab(exposure, { because: 'no rituximab course for myositis on file', severity: 'information' });
    const { sure, perhaps } = sinceDay(lymphoma, firstCourseDay);
    const evidence = [...sure, ...perhaps].map((one) => evidenceOfCondition(one));
    if (sure.length > 0)
      return { status: 'not-met', because: 'lymphoma after rituximab on file', evidence, severity: 'information' };
    if (perhaps.length > 0)
      return {
        status: 'unknown',
        because: 'a lymphoma whose day or diagnosis is not certain',
        evidence,
        missing: ['whether the lymphoma is new since rituximab'],
        severity: 'information',
      };
    return isSearched(conditionsLooked, 'no lymphoma after rituximab on file');
  },
};
