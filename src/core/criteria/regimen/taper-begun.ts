import { addMonths, formatDay } from '../../time.js';
import { reaches } from '../../quantity.js';
import type { FollowUpCriterion } from '../criterion.js';

/** R-52, C.5: the glucocorticoid is being lowered from two months after rituximab on. No rate is ever proposed. */
export const taperBegun: FollowUpCriterion = {
  id: 'taper-begun',
  rule: 'R-52',
  group: 'regimen',
  scope: 'population',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: ({ asOf, day0, prednisoneEquivalent }, { rituximab }) => {
    const { day0: before, now } = prednisoneEquivalent;
    const target = formatDay(addMonths(day0, rituximab.taperTargetMonths.value));
    if (before === 0) return { status: 'met', because: 'no glucocorticoid on day 0' };
    if (before !== null && now !== null && !reaches(now, before))
      return { status: 'met', because: `${now} mg a day now, ${before} on day 0 (prednisone equivalent)` };
    if (asOf - day0 < rituximab.taperStartDay.value)
      return { status: 'unknown', because: `not judged before day ${rituximab.taperStartDay.value}` };
    if (before === null || now === null)
      return {
        status: 'unknown',
        because: 'the glucocorticoid dose on day 0 or now is not known',
        missing: ['glucocorticoid dose on day 0 and now'],
      };
    return {
      status: 'not-met',
      because: `${now} mg a day now, ${before} on day 0 (prednisone equivalent); the taper was planned from ${target}`,
      severity: 'information',
    };
  },
};
