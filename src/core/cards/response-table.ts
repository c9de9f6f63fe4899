/** The table of a response: every measure at baseline and follow-up, then the three readings of it. */
import type { MeasureChange, Response } from '../assessment.js';
import type { Comparator } from '../quantity.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import { unitName } from './labels.js';
import type { Labels } from './labels.js';
import { markdownList } from './markdown-list.js';
import { dates, sources, table } from './table.js';
import type { TableRow } from './table.js';
import { amountText } from './values.js';

export function responseTable(response: Response | undefined, labels: Labels): string {
  if (!response) return labels.phrases.noResponse;
  return table(response.measures.map((measure) => measureRow(measure, labels)));
}

/** A bound is shown as one: `>20000`. */
const sideText = (value: number | null, comparator: Comparator | undefined, none: string): string =>
  value === null ? none : `${comparator ?? ''}${amountText(value)}`;

function measureRow(measure: MeasureChange, labels: Labels): TableRow {
  const { phrases, changes } = labels;
  const { label, unit, changePercent, verdict, note, evidence } = measure;
  const baseline = sideText(measure.baseline, measure.baselineComparator, phrases.noValue);
  const followUp = sideText(measure.followUp, measure.followUpComparator, phrases.noValue);
  const sign = changePercent !== null && changePercent > 0 ? '+' : '';
  const change = changePercent === null ? '' : `, ${sign}${changePercent.toFixed(2)} %`;
  return [
    escapeMarkdown(label),
    escapeMarkdown(`${baseline} to ${followUp} ${unitName(labels, unit)}`.trim() + change),
    dates(evidence, labels),
    escapeMarkdown(phrases.changeThreshold),
    escapeMarkdown(note === undefined ? changes[verdict] : `${changes[verdict]}; ${note}`),
    sources(evidence, labels),
  ];
}

export function responseNotes(response: Response | undefined, labels: Labels): string {
  return markdownList(response?.notes ?? [], escapeMarkdown, labels.phrases.noNotes, labels);
}
