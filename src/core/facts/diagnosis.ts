/** Which inflammatory myopathy the record speaks of (clinical rules F.2, ruling 11): first match wins, losers stay as evidence. */
import type { Evidence, Subtype } from '../assessment.js';
import {
  ANTIBODIES,
  ANTISYNTHETASE_ANTIBODIES,
  MYOSITIS_SETS,
  NECROTISING_ANTIBODIES,
} from '../knowledge/value-set-ids.js';
import type { Status } from '../status.js';
import { all } from '../status.js';
import type { FactContext } from './context.js';
import { answersOf, evidenceOfAnswer } from './answers.js';
import type { Answer } from './answers.js';
import { conditionsIn, evidenceOfCondition } from './conditions.js';
import type { ConditionFact } from './conditions.js';
import type { Person } from './person.js';

export interface Diagnosis {
  readonly subtype: Subtype;
  /** Rests on coded, confirmed conditions. */
  readonly isFirm: boolean;
  /** The conditions that the subtype was read from. */
  readonly myositis: readonly ConditionFact[];
  /** Every condition that names a myositis: weak and past ones too. */
  readonly named: readonly ConditionFact[];
  /** Every other connective tissue disease that is named: weak and past ones too. */
  readonly overlapDiseases: readonly ConditionFact[];
  readonly evidence: readonly Evidence[];
  readonly antisynthetase: {
    readonly status: Status;
    readonly evidence: readonly Evidence[];
    readonly missing: readonly string[];
  };
  /** Anti-SRP or anti-HMGCR, newest results. */
  readonly necrotisingAntibodies: readonly Answer[];
}

/** The conditions that decide: firm ones before weak ones, and of those the current before the past. */
function deciding(conditions: readonly ConditionFact[]): readonly ConditionFact[] {
  const firm = conditions.filter(({ isFirm }) => isFirm);
  const believed = firm.length > 0 ? firm : conditions;
  const current = believed.filter(({ isCurrent }) => isCurrent);
  return current.length > 0 ? current : believed;
}

/** Newest decided answer of each antibody. */
function newest(context: FactContext, ids: readonly (typeof ANTIBODIES)[number][]): readonly Answer[] {
  return ids.flatMap((id) => answersOf(context, id).slice(0, 1));
}

function antisynthetaseOf(context: FactContext, myositis: readonly ConditionFact[]): Diagnosis['antisynthetase'] {
  const { looked } = context.record;
  const isComplete = looked.conditions === 'complete';
  const arthritis = conditionsIn(context, ['arthritis']);
  const lung = conditionsIn(context, ['interstitial-lung-disease']);
  const antibodies = newest(context, ANTISYNTHETASE_ANTIBODIES);
  const positive = antibodies.filter(({ answer }) => answer === 'positive');
  const found = (conditions: readonly ConditionFact[]): Status =>
    conditions.some(({ isFirm }) => isFirm) ? 'met' : isComplete && conditions.length === 0 ? 'not-met' : 'unknown';
  const allNegative =
    antibodies.length === ANTISYNTHETASE_ANTIBODIES.length && antibodies.every(({ answer }) => answer === 'negative');
  const antibody: Status = positive.length > 0 ? 'met' : allNegative ? 'not-met' : 'unknown';
  const status = all([found(myositis), found(arthritis), found(lung), antibody]);
  return {
    status,
    evidence: [...arthritis, ...lung]
      .map((one) => evidenceOfCondition(one))
      .concat(antibodies.map((one) => evidenceOfAnswer(one))),
    missing: antibody === 'unknown' ? ['antisynthetase antibodies (Jo-1, PL-7, PL-12, EJ, OJ)'] : [],
  };
}

export function diagnosisOf(context: FactContext, person: Person): Diagnosis {
  const named = conditionsIn(context, MYOSITIS_SETS);
  const myositis = deciding(named);
  const has = (id: (typeof MYOSITIS_SETS)[number]): boolean => myositis.some((one) => one.id === id);
  const overlapDiseases = conditionsIn(context, ['other-connective-tissue-disease']);
  const necrotisingAntibodies = newest(context, NECROTISING_ANTIBODIES);
  // an unclassified myopathy with such an antibody is necrotising; polymyositis keeps its name and makes R-13 unknown
  const isUnclassified = myositis.every((one) => one.id === 'inflammatory-myopathy-unspecified');
  const isNecrotisingByAntibody = isUnclassified && necrotisingAntibodies.some(({ answer }) => answer === 'positive');
  const isUnderAge = person.age !== undefined && person.age.most < context.parameters.population.minimumAgeYears.value;
  const antisynthetase = antisynthetaseOf(context, myositis);
  const firmOverlap = overlapDiseases.some(({ isFirm, isCurrent }) => isFirm && isCurrent);

  const table: readonly (readonly [boolean, Subtype])[] = [
    [myositis.length === 0, 'none'],
    [has('juvenile-dermatomyositis') || isUnderAge, 'juvenile'],
    [has('inclusion-body-myositis'), 'inclusion-body-myositis'],
    [has('cancer-associated-myositis'), 'cancer-associated'],
    [has('immune-mediated-necrotising-myopathy') || isNecrotisingByAntibody, 'immune-mediated-necrotising-myopathy'],
    [firmOverlap, 'overlap'],
    [has('antisynthetase-syndrome') || antisynthetase.status === 'met', 'antisynthetase-syndrome'],
    [has('amyopathic-dermatomyositis'), 'amyopathic-dermatomyositis'],
    [has('dermatomyositis'), 'dermatomyositis'],
    [has('polymyositis'), 'polymyositis'],
  ];
  const subtype = table.find(([holds]) => holds)?.[1] ?? 'unspecified';
  return {
    subtype,
    isFirm: myositis.some(({ isFirm }) => isFirm),
    myositis,
    named,
    overlapDiseases,
    evidence: unique([...named, ...overlapDiseases].map((one) => evidenceOfCondition(one)).concat(positives(context))),
    antisynthetase,
    necrotisingAntibodies,
  };
}

function positives(context: FactContext): readonly Evidence[] {
  return newest(context, ANTIBODIES)
    .filter(({ answer }) => answer === 'positive')
    .map((one) => evidenceOfAnswer(one));
}

function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Map(evidence.map((one) => [`${one.reference} ${one.label} ${String(one.value)}`, one]));
  return [...seen.values()].toSorted((a, b) => (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0));
}
