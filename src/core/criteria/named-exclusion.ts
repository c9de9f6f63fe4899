/** The verdict on a disease that excludes: found, only suspected or past, or not on file. */
import { evidenceOfCondition } from '../facts/conditions.js';
import type { ConditionFact } from '../facts/conditions.js';
import type { Diagnosis } from '../facts/diagnosis.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { Found } from './criterion.js';

interface Exclusion {
  /** Conditions that name the disease. */
  readonly named: readonly ConditionFact[];
  /** Those among them that are certain and hold now. */
  readonly found: readonly ConditionFact[];
  /** `inclusion body myositis` */
  readonly disease: string;
}

/** Undefined when nothing on file names the disease. */
export function namedExclusion({ named, found, disease }: Exclusion): Found | undefined {
  if (found.length > 0)
    return {
      status: 'not-met',
      because: disease,
      evidence: found.map((one) => evidenceOfCondition(one)),
      severity: 'caution',
    };
  if (named.length === 0) return undefined;
  return {
    status: 'unknown',
    because: `${disease}: named, but past or not confirmed`,
    evidence: named.map((one) => evidenceOfCondition(one)),
    severity: 'caution',
    missing: [`whether this is ${disease}`],
  };
}

/** A myositis of one kind among the diagnoses, whether or not another kind gave the subtype its name (ruling 11). */
export function namedMyositis({ myositis, named }: Diagnosis, id: ValueSetId, disease: string): Found | undefined {
  return namedExclusion({
    named: named.filter((one) => one.id === id),
    found: myositis.filter((one) => one.id === id && one.isFirm),
    disease,
  });
}
