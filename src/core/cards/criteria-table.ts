/** The table of a card: every criterion of population and refractoriness, then every trial, each with its source. */
import type { Assessment, Trial, Verdict } from '../assessment.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import type { Status } from '../status.js';
import { measuredMarkdown } from './evidence-markdown.js';
import { agentName, agentShort, ruleWords, verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { dates, listed, sources, table } from './table.js';
import type { TableRow } from './table.js';
import { amountText } from './values.js';

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
  return trials.length === 0 ? `${table(rows)}\n\n${labels.phrases.noTrials}` : table(rows);
}

/** The same table for some verdicts alone. */
export function verdictTable(verdicts: readonly Verdict[], labels: Labels): string {
  return table(verdicts.map((verdict) => verdictRow(verdict, labels)));
}

export function verdictRow(verdict: Verdict, labels: Labels): TableRow {
  const { id, status, because, threshold, evidence } = verdict;
  return [
    escapeMarkdown(`${verdictName(labels, id)} (${ruleWords(labels, verdict)})`),
    listed(evidence, (one) => measuredMarkdown(one, labels), labels),
    dates(evidence, labels),
    threshold === undefined ? '' : escapeMarkdown(threshold),
    answer(labels.statuses[status], because),
    sources(evidence, labels),
  ];
}

function trialRow(trial: Trial, labels: Labels): TableRow {
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
