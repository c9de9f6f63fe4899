import type { SafetyCriterion } from '../criterion.js';

/** S-20: no live vaccine in the weeks before the infusion that is planned. */
export const noRecentLiveVaccine: SafetyCriterion = {
  id: 'no-recent-live-vaccine',
  rule: 'S-20',
  group: 'safety',
  cites: ['mok-2007#methods', 'rituximab-label', 'live-vaccine-interval'],
  threshold: ({ population }) => `none within ${population.liveVaccineDays.value} days before the infusion`,
  assess: ({ safety, immunizationsLooked, orders }, { population }) => {
    const days = population.liveVaccineDays.value;
    const close = safety.liveVaccines.filter(({ on }) => on === undefined || on.latest >= orders.planned - days);
    const evidence = close.map((one) => one.evidence);
    if (close.some(({ isFirm }) => isFirm))
      return {
        status: 'not-met',
        because: `live vaccine within ${days} days before the infusion`,
        evidence,
        severity: 'contraindication',
      };
    if (close.length > 0)
      return {
        status: 'unknown',
        because: 'a vaccine that may be live, or whose day is not exact',
        evidence,
        missing: ['which vaccine was given and when'],
        severity: 'caution',
      };
    if (!safety.hasImmunizations || immunizationsLooked !== 'complete')
      return {
        status: 'unknown',
        because: 'no immunisation record to go by',
        missing: ['live vaccines of the last weeks'],
      };
    return { status: 'met', because: `no live vaccine within ${days} days on file` };
  },
};
