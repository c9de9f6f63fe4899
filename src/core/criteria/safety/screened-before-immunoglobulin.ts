import type { TestId } from '../../knowledge/orderable-tests.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { notOnFile } from '../not-on-file.js';

/** S-03b: anti-HBc and IgG are measured before immunoglobulin is given, which blurs both for weeks. */
export const screenedBeforeImmunoglobulin: SafetyCriterion = {
  id: 'screened-before-immunoglobulin',
  rule: 'S-03b',
  group: 'safety',
  cites: ['passive-anti-hbc-2010', 'service-policy'],
  assess: ({ orders, hepatitisB, immunoglobulinG, safetyLabsLooked }) => {
    if (orders.immunoglobulin.length === 0) return { status: 'met', because: 'no immunoglobulin is being ordered' };
    const absent: readonly TestId[] = [
      ...(hepatitisB.surfaceAntigen.state === 'none' ? (['hbsag'] as const) : []),
      ...(hepatitisB.coreAntibody.state === 'none' ? (['anti-hbc-total'] as const) : []),
      ...(immunoglobulinG.result ? [] : (['immunoglobulin-g'] as const)),
    ];
    const needed = neededTests(...absent);
    const isDecisive = absent.includes('anti-hbc-total') || absent.includes('immunoglobulin-g');
    if (!isDecisive)
      return {
        status: 'met',
        because: 'anti-HBc and IgG are on file',
        evidence: [...orders.immunoglobulin, ...hepatitisB.coreAntibody.evidence],
      };
    return {
      status: 'not-met',
      because: `${notOnFile(needed.missing.join(', '), safetyLabsLooked)}; immunoglobulin blurs what is drawn in the weeks after it`,
      evidence: orders.immunoglobulin,
      ...needed,
      severity: 'caution',
    };
  },
};
