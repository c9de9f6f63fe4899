import type { SafetyCriterion } from '../criterion.js';
import { isSearched } from '../searched.js';

/** S-27a: trimethoprim with sulfamethoxazole and methotrexate are not taken together; the marrow suffers. */
export const trimethoprimNotBesideMethotrexate: SafetyCriterion = {
  id: 'trimethoprim-not-beside-methotrexate',
  rule: 'S-27a',
  group: 'safety',
  cites: ['service-policy'],
  assess: ({ trimethoprim, trimethoprimInteracting, medicationHistory }) => {
    if (trimethoprim.length === 0)
      return isSearched(medicationHistory, 'no trimethoprim with sulfamethoxazole on file');
    if (trimethoprimInteracting.length === 0) return isSearched(medicationHistory, 'no methotrexate active on file');
    const both = [...trimethoprim, ...trimethoprimInteracting];
    const evidence = both.map((one) => one.evidence);
    if (trimethoprim.some(({ isFirm }) => isFirm) && trimethoprimInteracting.some(({ isFirm }) => isFirm))
      return {
        status: 'not-met',
        because: 'trimethoprim with sulfamethoxazole beside methotrexate; atovaquone and pentamidine are alternatives',
        evidence,
        severity: 'contraindication',
      };
    return {
      status: 'unknown',
      because: 'trimethoprim with sulfamethoxazole and methotrexate may be taken together',
      evidence,
      missing: ['whether both drugs are taken now'],
      severity: 'caution',
    };
  },
};
