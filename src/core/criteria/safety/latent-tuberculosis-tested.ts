import { evidenceOfCondition } from '../../facts/conditions.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { unclear } from '../serology-words.js';

/** S-08a: latent tuberculosis was looked for, ever; the sources disagree on whether it has to be. */
export const latentTuberculosisTested: SafetyCriterion = {
  id: 'latent-tuberculosis-tested',
  rule: 'S-08a',
  group: 'safety',
  cites: ['review-pmc10185598', 'service-policy'],
  assess: ({ latentTuberculosis: { test, diagnosed } }) => {
    const evidence = [...test.evidence, ...diagnosed.map((one) => evidenceOfCondition(one))];
    if (test.state === 'positive' || diagnosed.some(({ isFirm }) => isFirm))
      return { status: 'not-met', because: 'sign of latent tuberculosis', evidence, severity: 'caution' };
    if (test.state === 'negative') return { status: 'met', because: 'IGRA negative', evidence };
    return {
      status: 'unknown',
      because: test.state === 'none' ? 'no IGRA on file' : unclear(test, 'IGRA'),
      evidence,
      ...neededTests('igra'),
      severity: 'information',
    };
  },
};
