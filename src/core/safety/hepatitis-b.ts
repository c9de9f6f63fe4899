/** Hepatitis B by all its markers together (S-01 to S-04): antigen, antibodies, viral load, antivirals, immunoglobulin. */
import type { Evidence } from '../assessment.js';
import { answersOf, evidenceOfAnswer, interpretationOf } from '../facts/answers.js';
import type { Answer } from '../facts/answers.js';
import { conditionsIn } from '../facts/conditions.js';
import type { ConditionFact } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { carrierOf } from '../facts/readings.js';
import { within } from '../medication/interventions.js';
import type { Span } from '../medication/interventions.js';
import type { QualitativeAnswer } from '../knowledge/compile.js';
import { readQuantity } from '../quantity.js';
import type { RawQuantity } from '../quantity.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { ActiveMedicines } from './medicines.js';
import { serologyOf } from './serology.js';
import type { Serology } from './serology.js';

export interface HepatitisB {
  readonly surfaceAntigen: Serology;
  /** Positive by a code that is close to it and not yet accepted for it. */
  readonly surfaceAntigenToReview: readonly Evidence[];
  readonly coreAntibody: Serology;
  /** IgM, the mark of a recent infection: no screening by itself, and never without meaning when positive. */
  readonly coreAntibodyM: Serology;
  readonly surfaceAntibody: Serology;
  /** Positive: detectable. */
  readonly viralLoad: Serology;
  /** Entecavir or tenofovir that is being taken, by code. */
  readonly antivirals: readonly Evidence[];
  /** On the problem list, current. */
  readonly diagnosed: readonly ConditionFact[];
  /** Immunoglobulin before a positive anti-HBc that nothing else confirms: the antibody may come from it (S-03a). */
  readonly passiveFrom: readonly Span[];
}

/** Whether a viral load is detectable, by its number; `<20` may still mean: detected, too little to count. */
function ofLoad({ value, comparator }: RawQuantity, said: 'positive' | 'negative' | undefined): QualitativeAnswer {
  const isBound = comparator?.startsWith('<') === true;
  if (value > 0 && !isBound) return 'positive';
  if (said !== 'positive') return 'negative';
  return isBound ? 'positive' : 'undecided';
}

function viralLoadAnswers(context: FactContext, id: ValueSetId): readonly Answer[] {
  return answersOf(context, id).map((answer) => {
    const carrier = carrierOf(answer.entry);
    const quantity = carrier && readQuantity(carrier.value.first(carrier.node));
    if (!quantity || answer.entry.by === 'text') return answer;
    const unit = quantity.unit === undefined ? '' : ` ${quantity.unit}`;
    const text = `${quantity.comparator ?? ''}${quantity.value}${unit}`;
    return { ...answer, answer: ofLoad(quantity, interpretationOf(answer.entry)), text };
  });
}

/** Anti-HBs is protective from a level on; a laboratory that gives a number seldom gives a range with it. */
function surfaceAntibodyAnswers(context: FactContext, id: ValueSetId): readonly Answer[] {
  const { units } = context.knowledge;
  return answersOf(context, id).map((answer) => {
    const carrier = carrierOf(answer.entry);
    const quantity = carrier && readQuantity(carrier.value.first(carrier.node));
    if (!quantity || answer.entry.by === 'text') return answer;
    const measured = units.measure('anti-hbs', quantity);
    if (measured.kind === 'refused') return answer;
    const isPositive =
      measured.value >= context.parameters.safety.antiHbsFrom.value && !measured.comparator?.startsWith('<');
    return {
      ...answer,
      answer: isPositive ? 'positive' : 'negative',
      text: `${measured.comparator ?? ''}${measured.value} ${measured.unit}`,
    };
  });
}

function immunoglobulinBefore(answer: Answer, spans: readonly Span[], days: number): readonly Span[] {
  const { on } = answer.entry;
  return on ? within(spans, on.earliest - days, on.latest) : [];
}

function antigensToReview(context: FactContext): readonly Evidence[] {
  const { record } = context;
  if (record.toReview.of('hbsag').length === 0) return [];
  return answersOf({ ...context, record: { ...record, coded: record.toReview } }, 'hbsag')
    .filter(({ answer }) => answer === 'positive')
    .map((answer) => evidenceOfAnswer(answer, 'HBsAg, code not yet accepted'));
}

export function hepatitisBOf(
  context: FactContext,
  immunoglobulin: readonly Span[],
  medicines: ActiveMedicines,
): HepatitisB {
  const coreAntibody = serologyOf(context, ['anti-hbc-total'], 'anti-HBc total');
  const days = context.parameters.safety.immunoglobulinConfoundsDays.value;
  const spans = coreAntibody.positives.map((answer) => immunoglobulinBefore(answer, immunoglobulin, days));
  // one positive result that no immunoglobulin explains settles the question
  const isConfirmed = spans.some((found) => found.length === 0);
  return {
    surfaceAntigen: serologyOf(context, ['hbsag'], 'HBsAg'),
    surfaceAntigenToReview: antigensToReview(context),
    coreAntibody,
    coreAntibodyM: serologyOf(context, ['anti-hbc-igm'], 'anti-HBc IgM'),
    surfaceAntibody: serologyOf(context, ['anti-hbs'], 'anti-HBs', surfaceAntibodyAnswers),
    viralLoad: serologyOf(context, ['hbv-dna'], 'HBV DNA', viralLoadAnswers),
    antivirals: medicines
      .of('hepatitis-b-antiviral')
      .filter(({ isFirm }) => isFirm)
      .map(({ evidence }) => evidence),
    diagnosed: conditionsIn(context, ['hepatitis-b']).filter(({ isCurrent, isFirm }) => isCurrent && isFirm),
    passiveFrom: isConfirmed ? [] : (spans[0] ?? []),
  };
}
