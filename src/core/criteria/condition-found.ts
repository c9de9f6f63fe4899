/** The verdict on a disease that speaks against rituximab: certain, only named, or not on file after a complete search. */
import type { Coverage, Severity } from '../assessment.js';
import { evidenceOfCondition } from '../facts/conditions.js';
import type { ConditionFact } from '../facts/conditions.js';
import type { Found } from './criterion.js';
import { isSearched } from './searched.js';

interface Searched {
  readonly conditions: readonly ConditionFact[];
  readonly looked: Coverage;
  /** `active tuberculosis` */
  readonly disease: string;
  readonly severity: Severity;
}

export function conditionFound({ conditions, looked, disease, severity }: Searched): Found {
  const evidence = conditions.map((one) => evidenceOfCondition(one));
  if (conditions.some(({ isFirm }) => isFirm))
    return { status: 'not-met', because: `${disease} on file`, evidence, severity };
  if (conditions.length > 0)
    return {
      status: 'unknown',
      because: `${disease}: named but not confirmed`,
      evidence,
      severity: severity === 'contraindication' ? 'caution' : severity,
      missing: [`whether this is ${disease}`],
    };
  return isSearched(looked, `no ${disease} on file`);
}
