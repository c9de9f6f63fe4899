/** What a card rests on: the verdicts, and the response where it speaks of one. The journal keeps it; snooze compares it. */
import type { Assessment, Response, Verdict, VerdictGroup } from '../assessment.js';
import type { ReviewOutcome, ReviewTopic } from './outcome.js';
import { findingsOfReview } from './safety-findings.js';

export interface Basis {
  readonly verdicts: readonly Verdict[];
  readonly response?: Response | undefined;
}

const DEFINITION: readonly VerdictGroup[] = ['population', 'refractoriness'];

/** Groups of verdicts that a card's own statement is made of; cards of a response rest on the response alone. */
const GROUPS: Readonly<Record<ReviewTopic, readonly VerdictGroup[]>> = {
  'refractory-supported': DEFINITION,
  'refractory-needs-information': DEFINITION,
  'refractory-not-shown': DEFINITION,
  'hold-for-safety': ['population'],
  'response-met': [],
  'response-not-met': [],
  'response-indeterminate': [],
  'response-too-early': [],
  'repeat-due': ['repeat'],
  'repeat-stop': ['repeat'],
  'repeat-review': ['repeat'],
  'taper-reminder': ['regimen'],
  'one-immunosuppressant': ['regimen'],
  'monitoring-due': ['monitoring'],
};

export function basisOfReview({ topic, response }: ReviewOutcome, { verdicts, repeatCourse }: Assessment): Basis {
  const groups = GROUPS[topic];
  const findings = topic === 'hold-for-safety' ? findingsOfReview(verdicts) : [];
  const stops = groups.includes('repeat') ? (repeatCourse?.stops ?? []) : [];
  const own = verdicts.filter(
    (one) => groups.includes(one.group) || findings.includes(one) || stops.includes(one.rule),
  );
  return groups.length === 0 ? { verdicts: own, response } : { verdicts: own };
}
