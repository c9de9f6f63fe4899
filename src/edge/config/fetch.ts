/** What is read from FHIR servers. */
import { notYet } from './not-yet.js';
import { concept } from './setting.js';

export const fetch = concept({
  title: 'Fetching',
  settings: {
    PREFETCH_PROFILE: {
      schema: notYet(
        'full',
        'the profile gate needs data fetched from the FHIR server, which this version does not do',
      ),
      meaning: 'how much the prefetch templates ask for',
      initially: '`full`',
      allowed: '`full`',
    },
  },
  faults: () => [],
  configOf: () => ({}),
});
