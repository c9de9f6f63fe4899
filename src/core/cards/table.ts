/** The six columns of every table on a card (G.4): item, value, date, threshold, met, source. */
import type { Evidence } from '../assessment.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import { counted } from './labels.js';
import type { Labels } from './labels.js';
import { dateText } from './values.js';

const HEAD = '| item | value | date | threshold | met? | source |\n| --- | --- | --- | --- | --- | --- |';
const DATA_AT_MOST = 5;

export type TableRow = readonly [
  item: string,
  value: string,
  date: string,
  threshold: string,
  met: string,
  source: string,
];

function line(cells: TableRow): string {
  let row = '|';
  for (const cell of cells) row += ` ${cell === '' ? '–' : cell} |`;
  return row;
}

/** Cells are Markdown already. */
export function table(rows: readonly TableRow[]): string {
  return [HEAD, ...rows.map(line)].join('\n');
}

export function dates(evidence: readonly Evidence[], labels: Labels): string {
  return listed(evidence, ({ date }) => (date === undefined ? '' : escapeMarkdown(dateText(date))), labels);
}

export function sources(evidence: readonly Evidence[], labels: Labels): string {
  return listed(evidence, ({ reference }) => escapeMarkdown(reference), labels);
}

/** Distinct texts; the first five and how many more there are. */
export function listed(evidence: readonly Evidence[], textOf: (one: Evidence) => string, { phrases }: Labels): string {
  const [only, second] = evidence;
  if (!only) return '';
  if (!second) return textOf(only);
  const texts = [...new Set(evidence.map(textOf))].filter((text) => text !== '');
  const rest = texts.length - DATA_AT_MOST;
  return [...texts.slice(0, DATA_AT_MOST), ...(rest > 0 ? [counted(phrases.andMore, rest)] : [])].join('; ');
}
