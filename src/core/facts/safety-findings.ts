/** What the chart holds of infection, surgery, vaccines, pregnancy and cancer (facts of … R-17). */
import { antimicrobialUses, runningUses } from './antimicrobials.js';
import type { AntimicrobialUse } from './antimicrobials.js';
import { conditionsIn } from './conditions.js';
import type { ConditionFact } from './conditions.js';
import type { FactContext } from './context.js';
import type { Finding } from './finding.js';
import { infectionsOf } from './infections.js';
import { hasImmunizations, liveVaccinesOf } from './live-vaccines.js';
import { pregnancyAnswersOf } from './pregnancy.js';
import type { PregnancyAnswer } from './pregnancy.js';
import { severeInfectionsNow } from './severe-infection.js';
import type { SevereInfections } from './severe-infection.js';
import { surgeryOf } from './surgery.js';

export interface SafetyFindings {
  readonly infections: readonly ConditionFact[];
  readonly severeInfections: SevereInfections;
  /** Those of the past too. */
  readonly antimicrobials: readonly AntimicrobialUse[];
  readonly runningAntimicrobials: readonly AntimicrobialUse[];
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
  const antimicrobials = antimicrobialUses(context);
  return {
    infections: infectionsOf(context),
    severeInfections: severeInfectionsNow(context, antimicrobials),
    antimicrobials,
    runningAntimicrobials: runningUses(antimicrobials, context),
    surgery: surgeryOf(context),
    liveVaccines: liveVaccinesOf(context),
    hasImmunizations: hasImmunizations(context),
    malignancies: conditionsIn(context, ['malignancy']),
    pregnancies: current(conditionsIn(context, ['pregnancy'])),
    lactations: current(conditionsIn(context, ['lactation'])),
    pregnancyAnswers: pregnancyAnswersOf(context),
  };
}
