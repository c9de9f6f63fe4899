/** Heart and lung disease as far as the label asks (S-16). */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from '../facts/conditions.js';
import type { ConditionFact } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { carrierOf, countedEntries } from '../facts/readings.js';
import { listOf, member } from '../json.js';
import { conceptLabel } from '../terminology/concept-label.js';
import { formatRange } from '../time.js';

export interface HeartDisease {
  /** NYHA class IV by the newest classification; text alone is in `possible`. */
  readonly classIV: readonly Evidence[];
  readonly possible: readonly Evidence[];
  /** Heart failure of a lower or unknown class, and lung disease: the infusion is watched more closely. */
  readonly other: readonly ConditionFact[];
}

interface Classified {
  readonly isFourth: boolean;
  readonly isFirm: boolean;
  readonly evidence: Evidence;
}

/** The newest classification that is of any class. */
function classified(context: FactContext): Classified | undefined {
  const { codes } = context.knowledge;
  for (const entry of countedEntries(context, 'nyha-class')) {
    const carrier = carrierOf(entry);
    const value = carrier?.value.first(carrier.node);
    const concept = typeof value === 'string' ? { text: value } : value;
    const match = codes.matchConcept(concept).find(({ id }) => id === 'nyha-class-iv' || id === 'nyha-class-i-iii');
    if (!match || !entry.on) continue;
    const evidence: Evidence = {
      label: 'Heart failure class',
      value: conceptLabel(concept),
      date: formatRange(entry.on),
      reference: entry.reference,
      path: 'Observation.value',
    };
    return { isFourth: match.id === 'nyha-class-iv', isFirm: match.by === 'code' && entry.by === 'code', evidence };
  }
  return undefined;
}

const hasStageIV = ({ entry }: ConditionFact, { knowledge }: FactContext): boolean =>
  listOf(entry.resource, 'stage').some((stage) =>
    knowledge.codes
      .matchConcept(member(stage, 'summary'))
      .some(({ id, by }) => id === 'nyha-class-iv' && by === 'code'),
  );

export function heartDiseaseOf(context: FactContext): HeartDisease {
  const current = (facts: readonly ConditionFact[]) => facts.filter(({ isCurrent }) => isCurrent);
  const failure = current(conditionsIn(context, ['heart-failure']));
  const named = current(conditionsIn(context, ['nyha-class-iv']));
  const newest = classified(context);
  const isFourth = (one: ConditionFact): boolean =>
    one.isFirm &&
    (hasStageIV(one, context) || named.some(({ entry, isFirm }) => isFirm && entry.reference === one.entry.reference));
  const uncontrolled = current(conditionsIn(context, ['heart-disease-uncontrolled']));
  const fourth = failure.filter(isFourth);
  return {
    classIV: [
      ...(newest?.isFourth && newest.isFirm ? [newest.evidence] : []),
      ...fourth.map((one) => evidenceOfCondition(one)),
    ],
    possible: [
      ...(newest?.isFourth && !newest.isFirm ? [newest.evidence] : []),
      ...[...uncontrolled, ...named.filter(({ isFirm }) => !isFirm)].map((one) => evidenceOfCondition(one)),
    ],
    other: [
      ...failure.filter((one) => !fourth.includes(one)),
      ...current(conditionsIn(context, ['interstitial-lung-disease'])),
    ],
  };
}
