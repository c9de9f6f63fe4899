/** Who may call. */
import { notYet } from './not-yet.js';
import { concept } from './setting.js';

export const trust = concept({
  title: 'Trust',
  settings: {
    TRUST_MODE: {
      schema: notYet('off', 'this version does not check the identity of CDS clients'),
      meaning: 'whether CDS clients must prove who they are',
      initially: '`off`',
      allowed: '`off`',
    },
  },
  faults: () => [],
  configOf: () => ({}),
});
