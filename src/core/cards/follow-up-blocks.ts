/** What the bodies of cards after rituximab show: tables by group, what is missing, and what only informs. */
import type { Assessment, Verdict, VerdictGroup } from '../assessment.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import type { ReviewOutcome } from '../decision/outcome.js';
import { verdictRow } from './criteria-table.js';
import { missingOf } from './gaps.js';
import { verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { markdownList } from './markdown-list.js';
import { table } from './table.js';

const FOLLOW_UP_GROUPS: readonly VerdictGroup[] = ['repeat', 'regimen', 'monitoring'];

export function groupTable({ verdicts }: Assessment, group: VerdictGroup, labels: Labels): string {
  const rows = verdicts.filter((verdict) => verdict.group === group);
  return rows.length === 0 ? labels.phrases.noCriteria : table(rows.map((verdict) => verdictRow(verdict, labels)));
}

const followUpVerdicts = ({ verdicts }: Assessment): readonly Verdict[] =>
  verdicts.filter(({ group }) => FOLLOW_UP_GROUPS.includes(group));

/** What refractoriness once asked for is no question any more. */
export function followUpMissing(assessment: Assessment, outcome: ReviewOutcome, labels: Labels): string {
  return missingOf(followUpVerdicts(assessment), outcome.decisive, labels);
}

export function followUpRules(assessment: Assessment): string {
  return [...new Set(followUpVerdicts(assessment).map(({ rule }) => rule))].join(', ');
}

/** Predictors of the cohort: never a gate and never a score, so they stand apart from every criterion. */
export function predictorsList({ verdicts }: Assessment, labels: Labels): string {
  const first = verdicts.findIndex(({ group }) => group === 'monitoring');
  const own = first < 0 ? [] : verdicts.slice(first).filter(({ group }) => group === 'information');
  const write = ({ id, status, because }: Verdict): string =>
    escapeMarkdown(`${verdictName(labels, id)}: ${labels.statuses[status]}; ${because}`);
  return markdownList(own, write, labels.phrases.noPredictors, labels);
}

export function courseText({ courses }: Assessment, outcome: ReviewOutcome, { phrases }: Labels): string {
  const course = courses.find(({ number }) => number === outcome.response?.course) ?? courses.at(-1);
  if (!course) return phrases.noCourse;
  const { number, day0, schedule, infusions } = course;
  return `${phrases.course} ${number}, ${day0}, ${phrases.schedule} ${schedule}, ${infusions.length} ${phrases.infusions}`;
}
