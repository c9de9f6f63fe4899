/** Heart and lung disease as far as the label asks (S-16). */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from '../facts/conditions.js';
import type { ConditionFact } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { ofLastMoment } from '../facts/newest.js';
import { carrierOf, countedEntries } from '../facts/readings.js';
import { readQuantity } from '../quantity.js';
import type { CodedEntry } from '../record/record.js';
import { listOf, member } from '../json.js';
import { conceptLabel, conceptWords } from '../terminology/concept-label.js';
import { formatRange } from '../time.js';

export interface HeartDisease {
  /** NYHA class IV by the newest classification; text alone is in `possible`. */
  readonly classIV: readonly Evidence[];
  readonly possible: readonly Evidence[];
  /** Heart failure of a lower or unknown class, and lung disease: the infusion is watched more closely. */
  readonly other: readonly ConditionFact[];
}

interface Classified {
  readonly entry: CodedEntry;
  readonly heartClass: 'iv' | 'i-iii' | 'unreadable';
  /** By a code; what words or a bare number say supports and never decides. */
  readonly isFirm: boolean;
  readonly evidence: Evidence;
}

const CLASSES: Readonly<Record<string, 'iv' | 'i-iii'>> = { 'nyha-class-iv': 'iv', 'nyha-class-i-iii': 'i-iii' };

/** A result as a concept, be it one, text or a number. */
function asConcept(value: unknown): unknown {
  if (typeof value === 'string') return { text: value };
  const number = readQuantity(value);
  return number ? { text: String(number.value) } : value;
}

/** The class that a result names: by code, by words, or as a bare numeral. */
function classOf(value: unknown, { knowledge }: FactContext): Pick<Classified, 'heartClass' | 'isFirm'> {
  const concept = asConcept(value);
  const matches = knowledge.codes.matchCodeOrWords(concept).flatMap(({ id, by }) => {
    const heartClass = CLASSES[id];
    return heartClass ? [{ heartClass, isFirm: by === 'code' }] : [];
  });
  const words = conceptWords(concept);
  const bare = words === undefined ? undefined : knowledge.words.heartFailureClass(words);
  const worst = matches.find(({ heartClass }) => heartClass === 'iv') ?? matches[0];
  return worst ?? { heartClass: bare ?? 'unreadable', isFirm: false };
}

/** The newest classification; of several that nothing puts in an order, the worst. */
function classified(context: FactContext): Classified | undefined {
  const entries = countedEntries(context, 'nyha-class').flatMap((entry): readonly Classified[] => {
    const carrier = carrierOf(entry);
    const value = carrier?.value.first(carrier.node);
    if (!entry.on || value === undefined) return [];
    const { heartClass, isFirm } = classOf(value, context);
    if (heartClass === 'unreadable')
      context.ledger.refuse(entry.reference, 'no class of heart failure that can be read');
    const evidence: Evidence = {
      label: 'Heart failure class',
      value: conceptLabel(asConcept(value)),
      date: formatRange(entry.on),
      reference: entry.reference,
      path: 'Observation.value',
    };
    return [{ entry, heartClass, isFirm: isFirm && entry.by === 'code', evidence }];
  });
  const newest = entries[0]?.entry.on?.latest;
  const last = ofLastMoment(entries.filter(({ entry }) => entry.on?.latest === newest));
  return (
    last.find(({ heartClass }) => heartClass === 'iv') ??
    last.find(({ heartClass }) => heartClass === 'unreadable') ??
    last[0]
  );
}

const stagesOf = (
  { entry }: ConditionFact,
  context: FactContext,
): readonly Pick<Classified, 'heartClass' | 'isFirm'>[] =>
  listOf(entry.resource, 'stage')
    .map((stage) => classOf(member(stage, 'summary'), context))
    .filter(({ heartClass }) => heartClass === 'iv');
const hasStageIV = (one: ConditionFact, context: FactContext): boolean =>
  stagesOf(one, context).some(({ isFirm }) => isFirm);
/** Words of a stage that call it the fourth. */
const maybeStageIV = (one: ConditionFact, context: FactContext): boolean =>
  stagesOf(one, context).some(({ isFirm }) => !isFirm);

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
      ...(newest?.heartClass === 'iv' && newest.isFirm ? [newest.evidence] : []),
      ...fourth.map((one) => evidenceOfCondition(one)),
    ],
    possible: [
      ...(newest && newest.heartClass !== 'i-iii' && !newest.isFirm ? [newest.evidence] : []),
      ...[
        ...uncontrolled,
        ...named.filter(({ isFirm }) => !isFirm),
        ...failure.filter((one) => maybeStageIV(one, context)),
      ].map((one) => evidenceOfCondition(one)),
    ],
    other: [
      ...failure.filter((one) => !fourth.includes(one)),
      ...current(conditionsIn(context, ['interstitial-lung-disease'])),
    ],
  };
}
