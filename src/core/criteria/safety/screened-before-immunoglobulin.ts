import type { TestId } from '../../knowledge/orderable-tests.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';

/** S-03b: anti-HBc and IgG are measured before immunoglobulin is given, which blurs both for weeks. */
export const screenedBeforeImmunoglobulin: SafetyCriterion = {
  id: 'screened-before-immunoglobulin',
  rule: 'S-03b',
  group: 'safety',
  cites: ['passive-anti-hbc-2010', 'service-policy'],
  assess: ({ orders, hepatitisB, immunoglobulinG }) => {
    if (orders.immunoglobulin.length === 0) return { status: 'met', because: 'no immunoglobulin is being ordered' };
    const absent: readonly TestId[] = [
      ...(hepatitisB.surfaceAntigen.state === 'none' ? (['hbsag'] as const) : []),
      ...(hepatitisB.coreAntibody.state === 'none' ? (['anti-hbc-total'] as const) : []),
      ...(immunoglobulinG.result ? [] : (['immunoglobulin-g'] as const)),
    ];
    const isDecisive = absent.includes('anti-hbc-total') || absent.includes('immunoglobulin-g');
    const evidence = [...orders.immunoglobulin, ...hepatitisB.coreAntibody.evidence];
    if (!isDecisive) return { status: 'met', because: 'anti-HBc and IgG are on file', evidence };
    return {
      status: 'not-met',
      because: 'immunoglobulin is being ordered before anti-HBc and IgG are on file; it blurs both for weeks',
      evidence,
      ...neededTests(...absent),
      severity: 'caution',
    };
  },
};
