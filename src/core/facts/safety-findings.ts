/** What the chart holds of infection, surgery, vaccines, pregnancy and cancer (facts of … R-17). */
import { antimicrobialsOf } from './antimicrobials.js';
import type { Antimicrobial } from './antimicrobials.js';
import { conditionsIn } from './conditions.js';
import type { ConditionFact } from './conditions.js';
import type { FactContext } from './context.js';
import type { Finding } from './finding.js';
import { infectionsOf, severeInfectionsOf } from './infections.js';
import { hasImmunizations, liveVaccinesOf } from './live-vaccines.js';
import { pregnancyAnswersOf } from './pregnancy.js';
import type { PregnancyAnswer } from './pregnancy.js';
import { surgeryOf } from './surgery.js';

export interface SafetyFindings {
  readonly infections: readonly ConditionFact[];
  readonly severeInfections: readonly Finding[];
  readonly antimicrobials: readonly Antimicrobial[];
  readonly surgery: readonly Finding[];
  readonly liveVaccines: readonly Finding[];
  readonly hasImmunizations: boolean;
  readonly malignancies: readonly ConditionFact[];
  readonly pregnancies: readonly ConditionFact[];
  readonly lactations: readonly ConditionFact[];
  readonly pregnancyAnswers: readonly PregnancyAnswer[];
}

export function safetyFindingsOf(context: FactContext): SafetyFindings {
  const current = (facts: readonly ConditionFact[]) => facts.filter(({ isCurrent }) => isCurrent);
  const infections = infectionsOf(context);
  return {
    infections,
    severeInfections: severeInfectionsOf(context, infections),
    antimicrobials: antimicrobialsOf(context),
    surgery: surgeryOf(context),
    liveVaccines: liveVaccinesOf(context),
    hasImmunizations: hasImmunizations(context),
    malignancies: conditionsIn(context, ['malignancy']),
    pregnancies: current(conditionsIn(context, ['pregnancy'])),
    lactations: current(conditionsIn(context, ['lactation'])),
    pregnancyAnswers: pregnancyAnswersOf(context),
  };
}
