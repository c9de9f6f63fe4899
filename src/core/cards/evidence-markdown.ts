/** One datum as Markdown: label, value, unit, day and source, all escaped. */
import type { Evidence } from '../assessment.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import type { Labels } from './labels.js';
import { dateText, evidenceValue } from './values.js';

/** Label and value. */
export function measuredMarkdown(evidence: Evidence, labels: Labels): string {
  return escapeMarkdown(`${evidence.label} ${evidenceValue(evidence, labels)}`);
}

export function evidenceMarkdown(evidence: Evidence, labels: Labels): string {
  const { date, reference } = evidence;
  return [
    measuredMarkdown(evidence, labels),
    ...(date === undefined ? [] : [escapeMarkdown(dateText(date))]),
    escapeMarkdown(reference),
  ].join(', ');
}
