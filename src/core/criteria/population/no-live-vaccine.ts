import type { Criterion } from '../criterion.js';
import { liveVaccineFound } from '../live-vaccine-found.js';

/** no live vaccine in the last 4 weeks; an empty immunisation list says nothing (ruling 5). */
export const noLiveVaccine: Criterion = {
  id: 'no-live-vaccine',
  rule: 'R-16',
  group: 'population',
  cites: ['mok-2007#methods'],
  threshold: ({ population }) => `none within ${population.liveVaccineDays.value} days`,
  assess: ({ safety: { liveVaccines, hasImmunizations }, immunizationsLooked }, { population }) =>
    liveVaccineFound(
      liveVaccines,
      { hasImmunizations, immunizationsLooked },
      `within ${population.liveVaccineDays.value} days`,
    ),
};
