/** What is remembered of answers. */
import { notYet } from './not-yet.js';
import { concept } from './setting.js';

export const journal = concept({
  title: 'Journal',
  settings: {
    SILENT: {
      schema: notYet('false', 'this version has no silent mode'),
      meaning: 'judge everything and show nothing',
      initially: '`false`',
      allowed: '`false`',
    },
    JOURNAL_INPUTS: {
      schema: notYet('false', 'this version keeps no journal'),
      meaning: 'keep the input of each decision',
      initially: '`false`',
      allowed: '`false`',
    },
  },
  faults: () => [],
  configOf: () => ({}),
});
