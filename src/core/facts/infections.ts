/** Infections on the problem list that are current. */
import { INFECTION_SETS } from '../knowledge/value-set-ids.js';
import { conditionsIn, isStaleEncounterDiagnosis } from './conditions.js';
import type { ConditionFact } from './conditions.js';
import type { FactContext } from './context.js';

/** Infections that pass; the others on the list last, whatever an old encounter says. */
const ACUTE: readonly string[] = ['serious-infection'];
export function infectionsOf(context: FactContext): readonly ConditionFact[] {
  const from = context.asOf - context.parameters.population.encounterDiagnosisCurrentDays.value;
  return conditionsIn(context, INFECTION_SETS).filter(
    (one) => one.isCurrent && !(ACUTE.includes(one.id) && isStaleEncounterDiagnosis(one, from)),
  );
}
