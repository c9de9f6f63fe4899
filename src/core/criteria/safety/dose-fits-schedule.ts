import type { SafetyCriterion } from '../criterion.js';

/** S-23: dose and spacing of what is ordered fit schedule A or schedule B; both are shown. */
export const doseFitsSchedule: SafetyCriterion = {
  id: 'dose-fits-schedule',
  rule: 'S-23',
  group: 'regimen',
  cites: ['desouza-2018#methods', 'mok-2007#methods', 'service-policy'],
  assess: ({ doseCheck, orders: { rituximab } }) => {
    if (!doseCheck) return { status: 'met', because: 'no rituximab is being ordered' };
    const { status, faults, missing, schedules } = doseCheck;
    const evidence = rituximab.map((order) => order.evidence);
    if (status === 'met') return { status, because: schedules, evidence };
    const why = faults
      .filter(({ because }) => because.length > 0)
      .map(({ schedule, because }) => `not ${schedule} (${because.join(', ')})`);
    return {
      status,
      because: [...why, schedules].join('; '),
      evidence,
      missing,
      severity: 'caution',
    };
  },
};
