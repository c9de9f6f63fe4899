/** What went with response in the founding cohort: information, never a gate and never a score. */
import { answersOf } from '../facts/answers.js';
import type { Answer } from '../facts/answers.js';
import { conditionsIn } from '../facts/conditions.js';
import type { ConditionFact } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { parseFhirDate, yearsBetween } from '../time.js';
import type { Day } from '../time.js';

export interface Predictors {
  /** Whole years on day 0; two numbers where a partial birth date leaves it open. */
  readonly age: { readonly least: number; readonly most: number } | undefined;
  readonly dysphagia: readonly ConditionFact[];
  /** Newest result of anti-Mi-2 and of anti-Jo-1, where there is one. */
  readonly antibodies: readonly Answer[];
}

export function predictorsOf(context: FactContext, day0: Day): Predictors {
  const born = parseFhirDate(context.record.patient['birthDate'], context.calendar);
  return {
    age: born && { least: yearsBetween(born.latest, day0), most: yearsBetween(born.earliest, day0) },
    dysphagia: conditionsIn(context, ['dysphagia']).filter(({ isCurrent }) => isCurrent),
    antibodies: [...answersOf(context, 'anti-mi-2').slice(0, 1), ...answersOf(context, 'anti-jo-1').slice(0, 1)],
  };
}
