import { evidenceOfCondition } from '../../facts/conditions.js';
import type { ConditionFact } from '../../facts/conditions.js';
import type { Criterion } from '../criterion.js';

/** neither pregnant nor breastfeeding; recorded gender is not sex, so it does not decide. */
export const notPregnantOrLactating: Criterion = {
  id: 'not-pregnant-or-lactating',
  rule: 'R-17',
  group: 'population',
  cites: ['mok-2007#methods'],
  assess: ({ safety, person, asOf }, { population }) => {
    const { pregnancyTestMaximumAgeDays, childbearingFromYears, childbearingToYears } = population;
    const freshIn = (conditions: readonly ConditionFact[], days: number): readonly ConditionFact[] =>
      conditions.filter(({ entry }) => entry.on === undefined || entry.on.latest >= asOf - days);
    const conditions = [
      ...freshIn(safety.pregnancies, population.pregnancyStaleDays.value),
      ...freshIn(safety.lactations, population.lactationStaleDays.value),
    ];
    const [answer] = safety.pregnancyAnswers;
    const positive =
      answer?.says === 'pregnant' && answer.on.latest >= asOf - population.pregnancyStaleDays.value
        ? [answer.evidence]
        : [];
    const evidence = [...conditions.map((one) => evidenceOfCondition(one)), ...positive];
    if (conditions.some(({ isFirm }) => isFirm) || positive.length > 0)
      return {
        status: 'not-met',
        because: 'pregnancy or breastfeeding on file',
        evidence,
        severity: 'contraindication',
      };
    if (conditions.length > 0)
      return {
        status: 'unknown',
        because: 'pregnancy or breastfeeding is named but not confirmed',
        evidence,
        severity: 'caution',
        missing: ['pregnancy status'],
      };
    const { age, birthSex } = person;
    if (birthSex === 'M') return { status: 'met', because: 'male birth sex' };
    if (age && (age.least > childbearingToYears.value || age.most < childbearingFromYears.value))
      return { status: 'met', because: 'outside childbearing age', evidence: person.evidence };
    const isRecent = answer?.says === 'not pregnant' && answer.on.earliest >= asOf - pregnancyTestMaximumAgeDays.value;
    if (isRecent)
      return { status: 'met', because: 'recent documentation of not being pregnant', evidence: [answer.evidence] };
    return {
      status: 'unknown',
      because: 'pregnancy and lactation not documented',
      missing: ['pregnancy test or status', 'breastfeeding status'],
    };
  },
};
