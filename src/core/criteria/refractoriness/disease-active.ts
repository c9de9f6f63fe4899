import { activityStatus } from '../../facts/activity.js';
import { plural } from '../../plural.js';
import type { Criterion } from '../criterion.js';

/** C.4: at least two abnormal measures, one of them strength, physician global or enzyme. Damage cannot be told from activity. */
export const diseaseActive: Criterion = {
  id: 'disease-active',
  rule: 'C.4',
  group: 'refractoriness',
  cites: ['service-policy', 'rim-2013'],
  threshold: ({ diseaseActivity }) =>
    `${diseaseActivity.minimumAbnormal.value} abnormal measures within ${diseaseActivity.windowDays.value} days`,
  assess: ({ measures }, { diseaseActivity }) => {
    const status = activityStatus(measures, diseaseActivity);
    const abnormal = measures.filter((one) => one.abnormal === 'met');
    return {
      status,
      because: `${plural(abnormal.length, 'abnormal measure')} within ${diseaseActivity.windowDays.value} days; needs ${diseaseActivity.minimumAbnormal.value}, one of them strength, physician global or enzyme`,
      evidence: measures.flatMap(({ evidence }) => evidence),
      missing:
        status === 'unknown'
          ? measures
              .filter((one) => one.abnormal === 'unknown')
              .map(({ label }) => `${label} within ${diseaseActivity.windowDays.value} days`)
          : [],
    };
  },
};
