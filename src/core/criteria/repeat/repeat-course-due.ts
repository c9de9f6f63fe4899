import { formatDay } from '../../time.js';
import type { FollowUpCriterion } from '../criterion.js';

/** the planned repeat falls due six calendar months after the first infusion of the course. */
export const repeatCourseDue: FollowUpCriterion = {
  id: 'repeat-course-due',
  rule: 'R-44',
  group: 'repeat',
  scope: 'population',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: ({ window, asOf }) => {
    if (!window)
      return {
        status: 'unknown',
        because: 'the first day of the course is not exact',
        missing: ['exact day of the first infusion'],
      };
    const { target, from, to } = window;
    const because = `planned for ${formatDay(target)}, window ${formatDay(from)} to ${formatDay(to)}`;
    return { status: asOf >= from && asOf <= to ? 'met' : 'not-met', because };
  },
};
