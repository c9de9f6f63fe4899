/** What holds a review back: exclusions that were found, and those that something on file points to. */
import type { Assessment, Severity, Verdict } from '../assessment.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import { findingsOfReview } from '../decision/safety-findings.js';
import { evidenceMarkdown } from './evidence-markdown.js';
import { ruleWords, verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { markdownList } from './markdown-list.js';

const SEVERITY_ORDER: readonly (Severity | undefined)[] = ['contraindication', 'caution', 'information'];
const rank = ({ status, severity }: Verdict): number =>
  (status === 'not-met' ? 0 : SEVERITY_ORDER.length) + SEVERITY_ORDER.indexOf(severity);

/**
 * A claim without severity is left out: nothing on file speaks against it. What was found comes first, then what is
 * suspected; within each by severity, then in the order of the assessment. The first is the one a summary names.
 */
export function safetyFindings(verdicts: readonly Verdict[]): readonly Verdict[] {
  const ofSafety = findingsOfReview(verdicts);
  return verdicts
    .filter(
      (one) =>
        (one.group === 'population' && one.status !== 'met' && one.severity !== undefined) || ofSafety.includes(one),
    )
    .toSorted((a, b) => rank(a) - rank(b));
}

export function findingsList({ verdicts }: Assessment, labels: Labels): string {
  const write = (verdict: Verdict): string => {
    const { id, status, severity, because, evidence } = verdict;
    const words =
      severity === undefined ? labels.statuses[status] : `${labels.statuses[status]}, ${labels.severities[severity]}`;
    const shown = evidence.map((one) => evidenceMarkdown(one, labels)).join('; ');
    return `${escapeMarkdown(`${verdictName(labels, id)} (${ruleWords(labels, verdict)})`)}: ${words}; ${escapeMarkdown(because)}${shown === '' ? '' : ` (${shown})`}`;
  };
  return markdownList(safetyFindings(verdicts), write, labels.phrases.noFinding, labels);
}
