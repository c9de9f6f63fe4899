import type { Criterion } from '../criterion.js';

/** no live vaccine in the last 4 weeks; an empty immunisation list says nothing (ruling 5). */
export const noLiveVaccine: Criterion = {
  id: 'no-live-vaccine',
  rule: 'R-16',
  group: 'population',
  cites: ['mok-2007#methods'],
  threshold: ({ population }) => `none within ${population.liveVaccineDays.value} days`,
  assess: ({ safety, immunizationsLooked }, { population }) => {
    const evidence = safety.liveVaccines.map((one) => one.evidence);
    const days = population.liveVaccineDays.value;
    if (safety.liveVaccines.some(({ isFirm }) => isFirm))
      return { status: 'not-met', because: `live vaccine within ${days} days`, evidence, severity: 'contraindication' };
    if (evidence.length > 0)
      return {
        status: 'unknown',
        because: 'a vaccine that may be live, or whose day is not exact',
        evidence,
        severity: 'caution',
        missing: ['which vaccine was given and when'],
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
