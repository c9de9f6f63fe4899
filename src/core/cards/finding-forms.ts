/** One finding for a summary, from its fullest form to the shortest. */
import type { Verdict } from '../assessment.js';
import { counted, verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { shorten, shorterForms, summaryText } from './shorten.js';
import type { Forms } from './summary.js';
import { dateText, evidenceValue } from './values.js';

const ITEM_LENGTHS = [90, 75, 60, 50, 40, 32, 24];

/** What was found first and when, and how many more there are; the value is shown whole or left to the detail. */
export function findingForms(
  findings: readonly Verdict[],
  decisive: readonly string[],
  labels: Labels,
  shortest: string,
): Forms {
  const { phrases, statuses } = labels;
  const [verdict, ...others] = findings;
  const more = others.length === 0 ? '' : ` (${counted(phrases.moreItems, others.length)})`;
  const evidence = verdict?.evidence.find(({ date }) => date !== undefined) ?? verdict?.evidence[0];
  if (verdict && evidence) {
    const label = summaryText(evidence.label);
    const value = summaryText(evidenceValue(evidence, labels));
    const date = evidence.date === undefined ? '' : ` (${summaryText(dateText(evidence.date))})`;
    const full = `${[label, value].filter((part) => part !== '').join(' ')}${date}`;
    // of results that leave it open, one alone would say too much: why it is open comes first
    if (verdict.status === 'unknown' && verdict.evidence.length > 1) {
      const [first, ...shorter] = shorterForms(summaryText(verdict.because), ITEM_LENGTHS);
      if (first !== undefined) return [`${first}${more}`, ...shorter.map((form) => `${form}${more}`), shortest];
    }
    const brief = ITEM_LENGTHS.map((limit) => shorten(label, limit)).filter((form) => form !== '');
    return [`${full}${more}`, ...brief.map((form) => `${form}${date}${more}`), shortest];
  }
  if (verdict) {
    return [`${summaryText(verdictName(labels, verdict.id))}: ${statuses[verdict.status]}${more}`, shortest];
  }
  const [first, ...shorter] = shorterForms(summaryText(decisive[0] ?? ''), ITEM_LENGTHS);
  return first === undefined ? [shortest] : [first, ...shorter, shortest];
}
