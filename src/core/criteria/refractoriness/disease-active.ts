import { all, any, atLeast } from '../../status.js';
import type { Criterion } from '../criterion.js';

const KEY_MEASURES: readonly string[] = ['mmt8', 'physician-global', 'muscle-enzyme'];

/** C.4: at least two abnormal measures, one of them strength, physician global or enzyme. Damage cannot be told from activity. */
export const diseaseActive: Criterion = {
  id: 'disease-active',
  rule: 'C.4',
  group: 'refractoriness',
  cites: ['service-policy', 'rim-2013'],
  assess: ({ measures }, { diseaseActivity }) => {
    const key = measures.filter(({ id }) => KEY_MEASURES.includes(id));
    const status = all([
      atLeast(
        diseaseActivity.minimumAbnormal.value,
        measures.map(({ abnormal }) => abnormal),
      ),
      any(key.map(({ abnormal }) => abnormal)),
    ]);
    const abnormal = measures.filter((one) => one.abnormal === 'met');
    return {
      status,
      because: `${abnormal.length} abnormal measure(s) within ${diseaseActivity.windowDays.value} days; needs ${diseaseActivity.minimumAbnormal.value}, one of them strength, physician global or enzyme`,
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
