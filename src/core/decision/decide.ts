/**
 * Which cards an assessment deserves, if any. Before rituximab at most one, by a first-match table over population, refractoriness and exclusions.
 * Silence is the commonest right answer.
 */
import type { Assessment, Verdict } from '../assessment.js';
import type { Parameters } from '../knowledge/parameters.js';
import { all } from '../status.js';
import type { Status } from '../status.js';
import { decideFollowUp } from './decide-follow-up.js';
import type { ReviewOutcome } from './outcome.js';
import { findingsAfterRituximab, findingsOfReview } from './safety-findings.js';

export interface DecideOptions {
  /** `SHOW_NOT_REFRACTORY`: sites may ask for the card that says why the disease does not count as refractory. */
  readonly showNotRefractory: boolean;
  /** In force on the day of the assessment. */
  readonly parameters: Parameters;
}

const EXCLUSIONS: readonly string[] = ['R-10', 'R-11', 'R-12', 'R-13', 'R-14', 'R-15', 'R-16', 'R-17', 'R-18'];
const EXCLUDED_SUBTYPES: readonly Assessment['diagnosis']['subtype'][] = [
  'amyopathic-dermatomyositis',
  'overlap',
  'cancer-associated',
  'immune-mediated-necrotising-myopathy',
  'inclusion-body-myositis',
];

type Row = Readonly<Record<'adult' | 'strict' | 'exclusion' | 'population' | 'withinReach', Status | 'any'>> & {
  readonly then: ReviewOutcome['topic'] | 'silent';
};

/** `exclusion: met` means that one was found in the chart, or that something looks like one. */
const TABLE: readonly Row[] = [
  { adult: 'not-met', strict: 'any', exclusion: 'any', population: 'any', withinReach: 'any', then: 'silent' },
  {
    adult: 'any',
    strict: 'not-met',
    exclusion: 'any',
    population: 'any',
    withinReach: 'any',
    then: 'refractory-not-shown',
  },
  { adult: 'any', strict: 'met', exclusion: 'met', population: 'any', withinReach: 'any', then: 'hold-for-safety' },
  { adult: 'any', strict: 'unknown', exclusion: 'any', population: 'any', withinReach: 'not-met', then: 'silent' },
  { adult: 'any', strict: 'unknown', exclusion: 'met', population: 'any', withinReach: 'any', then: 'hold-for-safety' },
  {
    adult: 'any',
    strict: 'met',
    exclusion: 'any',
    population: 'met',
    withinReach: 'any',
    then: 'refractory-supported',
  },
  {
    adult: 'any',
    strict: 'any',
    exclusion: 'any',
    population: 'any',
    withinReach: 'any',
    then: 'refractory-needs-information',
  },
];

function topicOf(inputs: Readonly<Record<Exclude<keyof Row, 'then'>, Status>>): Row['then'] {
  const matches = (row: Row): boolean =>
    (['adult', 'strict', 'exclusion', 'population', 'withinReach'] as const).every(
      (key) => row[key] === 'any' || row[key] === inputs[key],
    );
  return TABLE.find(matches)?.then ?? 'silent';
}

/** An exclusion that was found, or an unknown one that rests on something found. */
const isFound = ({ status, severity }: Verdict): boolean =>
  status === 'not-met' || (status === 'unknown' && severity !== undefined);

/** Missing items, those that alone keep the answer open first. */
function decisiveOf(verdicts: readonly Verdict[]): readonly string[] {
  const order = ['diagnosis-in-scope', 'adult', 'two-adequate-trials', 'taper-hampered', 'disease-active'];
  const open = order.flatMap((id) => verdicts.filter((verdict) => verdict.id === id && verdict.status === 'unknown'));
  // with fewer open parts an item settles more, so parts with a single missing item come first
  const ranked = open.toSorted(
    (a, b) => a.missing.length - b.missing.length || order.indexOf(a.id) - order.indexOf(b.id),
  );
  return [...new Set(ranked.flatMap(({ missing }) => missing))];
}

/** The most serious first; none is the commonest answer. */
export function decideReview(assessment: Assessment, options: DecideOptions): readonly ReviewOutcome[] {
  if (assessment.isDeceased) return [];
  if (assessment.stage === 'after-rituximab') return decideAfter(assessment, options);
  const outcome = assessment.stage === 'before-rituximab' ? decideBefore(assessment, options) : 'silent';
  return outcome === 'silent' ? [] : [outcome];
}

/** Three at most: what forbids more rituximab, then what the follow-up has to say. */
function decideAfter(assessment: Assessment, { parameters }: DecideOptions): readonly ReviewOutcome[] {
  const { verdicts } = assessment;
  const followUp = decideFollowUp(assessment, parameters);
  if (findingsAfterRituximab(verdicts).length === 0) return followUp;
  const hold: ReviewOutcome = { topic: 'hold-for-safety', indicator: 'critical', decisive: decisiveOf(verdicts) };
  return [hold, ...followUp].slice(0, parameters.alerts.maximumCards.value);
}

function decideBefore(assessment: Assessment, options: DecideOptions): ReviewOutcome | 'silent' {
  const { verdicts, refractory, trials, coverage } = assessment;
  const strictAgents = options.parameters.refractoriness.strictAgents.value;
  const statusOf = (id: string): Status => verdicts.find((verdict) => verdict.id === id)?.status ?? 'unknown';
  const exclusions = [
    ...verdicts.filter(({ rule }) => EXCLUSIONS.includes(rule)).filter(isFound),
    ...findingsOfReview(verdicts),
  ];
  const isExcludedSubtype = EXCLUDED_SUBTYPES.includes(assessment.diagnosis.subtype);
  const orders = coverage['medicationRequests'] ?? coverage['MedicationRequest'];
  const isWithinReach = orders !== 'complete' || trials.some(({ agent }) => strictAgents.includes(agent));
  const topic = topicOf({
    adult: statusOf('adult'),
    strict: refractory.strict,
    exclusion: exclusions.length > 0 ? 'met' : 'not-met',
    population: isExcludedSubtype ? 'not-met' : all([statusOf('adult'), statusOf('diagnosis-in-scope')]),
    withinReach: isWithinReach ? 'met' : 'not-met',
  });
  if (topic === 'silent' || (topic === 'refractory-not-shown' && !options.showNotRefractory)) return 'silent';
  const isContraindicated = exclusions.some(
    ({ severity, status }) => severity === 'contraindication' && status === 'not-met',
  );
  const indicator = topic === 'hold-for-safety' ? (isContraindicated ? 'critical' : 'warning') : 'info';
  return { topic, indicator, decisive: decisiveOf(verdicts) };
}
