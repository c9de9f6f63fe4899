/** The table of a card: every criterion of population and refractoriness, then every trial, each with its source. */
import type { Assessment, Evidence, Trial, Verdict } from '../assessment.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import type { Status } from '../status.js';
import { measuredMarkdown } from './evidence-markdown.js';
import { agentName, agentShort, counted, verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { amountText, dateText } from './values.js';

const HEAD = '| item | value | date | threshold | met? | source |\n| --- | --- | --- | --- | --- | --- |';
const DATA_AT_MOST = 5;

/** Verdicts that the table shows, in the order of the assessment. */
export function tableVerdicts({ verdicts }: Assessment): readonly Verdict[] {
  return verdicts.filter(({ group }) => group === 'population' || group === 'refractoriness');
}

export function criteriaTable(assessment: Assessment, labels: Labels): string {
  const { trials } = assessment;
  const rows = [
    ...tableVerdicts(assessment).map((verdict) => verdictRow(verdict, labels)),
    ...trials.map((trial) => trialRow(trial, labels)),
  ];
  const table = [HEAD, ...rows.map(line)].join('\n');
  return trials.length === 0 ? `${table}\n\n${labels.phrases.noTrials}` : table;
}

/** The same table for some verdicts alone. */
export function verdictTable(verdicts: readonly Verdict[], labels: Labels): string {
  return [HEAD, ...verdicts.map((verdict) => line(verdictRow(verdict, labels)))].join('\n');
}

function line(cells: readonly string[]): string {
  let row = '|';
  for (const cell of cells) row += ` ${cell === '' ? '–' : cell} |`;
  return row;
}

function verdictRow({ id, rule, status, because, threshold, evidence }: Verdict, labels: Labels): readonly string[] {
  return [
    escapeMarkdown(`${verdictName(labels, id)} (${rule})`),
    listed(evidence, (one) => measuredMarkdown(one, labels), labels),
    dates(evidence, labels),
    threshold === undefined ? '' : escapeMarkdown(threshold),
    answer(labels.statuses[status], because),
    sources(evidence, labels),
  ];
}

function trialRow(trial: Trial, labels: Labels): readonly string[] {
  const { phrases } = labels;
  const { agent, qualifying, adequate, coveredDays, cycles, dose, threshold, because, evidence } = trial;
  const name = agentName(labels, agent);
  const short = agentShort(labels, agent);
  const details = [...(short === name ? [] : [short]), ...(qualifying ? [] : [phrases.notOnStrictList])];
  return [
    escapeMarkdown(`${phrases.trial}: ${name}${details.length === 0 ? '' : ` (${details.join(', ')})`}`),
    [
      dose.value === null ? phrases.doseUnknown : escapeMarkdown(`${amountText(dose.value)} ${dose.unit}`),
      `${amountText(coveredDays)} ${phrases.daysAtFullDose}`,
      ...(cycles === undefined ? [] : [`${amountText(cycles)} ${phrases.cycles}`]),
    ].join(', '),
    dates(evidence, labels),
    threshold === null ? '' : escapeMarkdown(`${amountText(threshold.value)} ${threshold.unit}`),
    answer(adequateWords(adequate, labels), because),
    sources(evidence, labels),
  ];
}

function adequateWords(adequate: Status, { phrases, statuses }: Labels): string {
  return `${phrases.adequate}: ${statuses[adequate]}`;
}

function answer(words: string, because: string): string {
  const reason = escapeMarkdown(because);
  return reason === '' ? words : `${words}; ${reason}`;
}

function dates(evidence: readonly Evidence[], labels: Labels): string {
  return listed(evidence, ({ date }) => (date === undefined ? '' : escapeMarkdown(dateText(date))), labels);
}

function sources(evidence: readonly Evidence[], labels: Labels): string {
  return listed(evidence, ({ reference }) => escapeMarkdown(reference), labels);
}

/** Distinct texts; the first five and how many more there are. */
function listed(evidence: readonly Evidence[], textOf: (one: Evidence) => string, { phrases }: Labels): string {
  const [only, second] = evidence;
  if (!only) return '';
  if (!second) return textOf(only);
  const texts = [...new Set(evidence.map(textOf))].filter((text) => text !== '');
  const rest = texts.length - DATA_AT_MOST;
  return [...texts.slice(0, DATA_AT_MOST), ...(rest > 0 ? [counted(phrases.andMore, rest)] : [])].join('; ');
}
