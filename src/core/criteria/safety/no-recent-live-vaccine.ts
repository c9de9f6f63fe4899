import type { SafetyCriterion } from '../criterion.js';
import { liveVaccineFound } from '../live-vaccine-found.js';

/** S-20: no live vaccine in the weeks before the infusion that is planned. */
export const noRecentLiveVaccine: SafetyCriterion = {
  id: 'no-recent-live-vaccine',
  rule: 'S-20',
  group: 'safety',
  cites: ['mok-2007#methods', 'rituximab-label', 'live-vaccine-interval'],
  threshold: ({ population }) => `none within ${population.liveVaccineDays.value} days before the infusion`,
  assess: ({ safety: { liveVaccines, hasImmunizations }, immunizationsLooked, orders }, { population }) => {
    const days = population.liveVaccineDays.value;
    const close = liveVaccines.filter(({ on }) => on === undefined || on.latest >= orders.planned - days);
    return liveVaccineFound(
      close,
      { hasImmunizations, immunizationsLooked },
      `within ${days} days before the infusion`,
    );
  },
};
