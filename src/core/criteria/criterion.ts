/** The shape of a criterion: metadata, and one pure function from facts to a finding. */
import type { Assessment, Coverage, Evidence, Severity, Verdict, VerdictGroup } from '../assessment.js';
import type { Measure } from '../facts/activity.js';
import type { Diagnosis } from '../facts/diagnosis.js';
import type { Intolerance } from '../facts/intolerances.js';
import type { FollowUpFacts } from '../follow-up-facts.js';
import type { TestId } from '../knowledge/orderable-tests.js';
import type { Person } from '../facts/person.js';
import type { SafetyFindings } from '../facts/safety-findings.js';
import type { SafetyFacts } from '../safety/safety-facts.js';
import type { JudgedTrial } from '../medication/trials.js';
import type { Parameters } from '../knowledge/parameters.js';
import type { Status } from '../status.js';
import type { Day } from '../time.js';

/** Everything a criterion may read. */
export interface PatientFacts {
  readonly asOf: Day;
  readonly person: Person;
  readonly diagnosis: Diagnosis;
  readonly measures: readonly Measure[];
  readonly safety: SafetyFindings;
  readonly trials: readonly JudgedTrial[];
  /** Agents with a documented intolerance. */
  readonly intolerances: readonly Intolerance[];
  readonly allergiesLooked: Coverage;
  readonly glucocorticoid: Assessment['glucocorticoid'];
  readonly glucocorticoidEvidence: readonly Evidence[];
  readonly glucocorticoidExposure: Status;
  /** Longest run of days at or above the high dose: those that are certain, and those that are possible. */
  readonly highDoseDays: { readonly sure: number; readonly possible: number };
  readonly medicationHistory: Coverage;
  readonly conditionsLooked: Coverage;
  readonly antibodiesLooked: Coverage;
  readonly proceduresLooked: Coverage;
  readonly immunizationsLooked: Coverage;
}

export interface Found {
  readonly status: Status;
  readonly because: string;
  readonly evidence?: readonly Evidence[];
  readonly missing?: readonly string[];
  /** Tests among what is missing: a card may offer to order them. */
  readonly tests?: readonly TestId[];
  readonly severity?: Severity;
}

export interface Criterion<Facts = PatientFacts> {
  readonly id: string;
  readonly rule: string;
  readonly group: VerdictGroup;
  readonly cites: readonly string[];
  /** What the value is held against, in words for the card: `18 years or more`. */
  readonly threshold?: (parameters: Parameters) => string;
  readonly assess: (facts: Facts, parameters: Parameters, earlier: ReadonlyMap<string, Status>) => Found;
}

/** A rule of section E: asked of every patient in scope, and of every order and infusion. */
export type SafetyCriterion = Criterion<SafetyFacts>;

/** A criterion that is assessed after rituximab only. */
export interface FollowUpCriterion extends Criterion<FollowUpFacts> {
  /** Safety speaks for every myositis; what the founding papers claim, for their population alone (I-7). */
  readonly scope: 'any-myositis' | 'population';
}

export function verdictOf<Facts>(
  criterion: Criterion<Facts>,
  facts: Facts,
  parameters: Parameters,
  earlier: ReadonlyMap<string, Status>,
): Verdict {
  const found = criterion.assess(facts, parameters, earlier);
  const { status, because, evidence = [], missing = [], tests = [], severity } = found;
  const { id, rule, group, cites, threshold } = criterion;
  return {
    id,
    rule,
    group,
    status,
    severity: status === 'met' ? undefined : severity,
    because,
    threshold: threshold?.(parameters),
    evidence,
    missing,
    tests: tests.length > 0 ? tests : undefined,
    cites,
  };
}
