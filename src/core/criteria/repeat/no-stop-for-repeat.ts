import { repeatStops } from '../../repeat/stops.js';
import { severeInfectionFound } from '../severe-infection.js';
import type { FollowUpCriterion } from '../criterion.js';

/** nothing on file that stopped the repeat in the founding programme, severe infections counted since day 0. */
export const noStopForRepeat: FollowUpCriterion = {
  id: 'no-stop-for-repeat',
  rule: 'R-46',
  group: 'repeat',
  scope: 'population',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: ({ severeSince, isInfectionHistoryComplete }, _parameters, earlier) => {
    const severe = severeInfectionFound(severeSince, isInfectionHistoryComplete, 'since day 0');
    const { found, open } = repeatStops(severe.status, earlier);
    const evidence = severe.status === 'met' ? [] : (severe.evidence ?? []);
    if (found.length > 0)
      return { status: 'not-met', because: `stopped by ${found.join(', ')}`, evidence, severity: 'caution' };
    if (open.length > 0)
      return {
        status: 'unknown',
        because: `cannot be stated: ${open.join(', ')} open`,
        evidence,
        missing: [
          ...(severe.missing ?? []),
          ...open.slice(severe.status === 'unknown' ? 1 : 0).map((rule) => `what ${rule} asks for`),
        ],
      };
    return { status: 'met', because: 'no stop found' };
  },
};
