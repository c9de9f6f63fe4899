/** Whether a pregnancy is possible at all (S-18a, S-18b): by age and recorded birth sex; a recorded gender only hints. */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import type { Person } from '../facts/person.js';
import { formatRange } from '../time.js';

export interface Childbearing {
  /** `unlikely`: words on file, or the recorded gender, speak against it and do not decide. */
  readonly isPossible: 'yes' | 'no' | 'unlikely';
  readonly because: string;
  readonly evidence: readonly Evidence[];
  /** Contraception on file. */
  readonly contraception: readonly Evidence[];
}

/** Conditions and procedures of a kind that is known by its words. */
function named(
  context: FactContext,
  id: 'childbearing-excluded' | 'contraception',
  label: string,
): readonly Evidence[] {
  const procedures = context.record.coded.of(id).filter(({ resource }) => resource['resourceType'] === 'Procedure');
  return [
    ...conditionsIn(context, [id]).map((one) => evidenceOfCondition(one)),
    ...procedures.map(({ reference, on }) => ({
      label,
      value: label,
      ...(on ? { date: formatRange(on) } : {}),
      reference,
      path: 'Procedure.code',
    })),
  ];
}

export function childbearingOf(context: FactContext, { age, birthSex, evidence }: Person): Childbearing {
  const { childbearingFromYears, childbearingToYears } = context.parameters.population;
  const contraception = named(context, 'contraception', 'Contraception');
  const answer = (isPossible: Childbearing['isPossible'], because: string, shown: readonly Evidence[] = []) => ({
    isPossible,
    because,
    evidence: shown,
    contraception,
  });
  if (birthSex === 'M') return answer('no', 'male birth sex');
  if (age && (age.least > childbearingToYears.value || age.most < childbearingFromYears.value))
    return answer('no', 'outside childbearing age', evidence);
  const excluded = named(context, 'childbearing-excluded', 'Childbearing excluded');
  if (excluded.length > 0)
    return answer('unlikely', 'words on file say that childbearing is no longer possible', excluded);
  if (birthSex === undefined && context.record.patient['gender'] === 'male')
    return answer('unlikely', 'recorded gender male, birth sex not recorded');
  return answer('yes', 'of childbearing age', evidence);
}
