/** A finding for a summary: why, then value, unit and day, from the fullest form to the shortest. Plain text. */
import type { Evidence, Verdict } from '../assessment.js';
import { counted, verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { shorten, summaryText } from './shorten.js';
import type { Forms } from './summary.js';
import { dateText, evidenceValue } from './values.js';

const LENGTHS = [80, 60, 48];

/** Label and value; the code of a coded datum says nothing in a sentence and stays in the table. */
function measured(evidence: Evidence, labels: Labels): string {
  const value = evidence.path?.endsWith('.code') === true ? '' : evidenceValue(evidence, labels);
  return [summaryText(evidence.label), summaryText(value)].filter((part) => part !== '').join(' ');
}

/** The reason without the words that already stand before it. */
function reasonAfter(words: string, because: string): string {
  return words !== '' && because.startsWith(`${words}: `) ? because.slice(words.length + 2) : because;
}

/** The most serious finding, and how many more there are. */
export function leadingFindingForms(verdicts: readonly Verdict[], labels: Labels): Forms {
  const { phrases, statuses } = labels;
  const [first, ...others] = verdicts;
  if (!first) return [phrases.orderFinding];
  const more = others.length === 0 ? '' : ` (${counted(phrases.moreItems, others.length)})`;
  const shown = first.evidence.find(({ date }) => date !== undefined) ?? first.evidence[0];
  const day = shown?.date === undefined ? '' : ` (${summaryText(dateText(shown.date))})`;
  const words = shown ? measured(shown, labels) : '';
  const value = words === '' ? '' : `${words}${day}`;
  const because = reasonAfter(words, summaryText(first.because));
  const brief = LENGTHS.map((limit) => shorten(because, limit)).filter((form) => form !== '');
  const named = `${summaryText(verdictName(labels, first.id))}: ${statuses[first.status]}${more}`;
  // of what nobody knows one value would say too much: why it is not known comes first
  if (first.status === 'unknown' && because !== '') {
    const lone = value !== '' && first.evidence.length === 1 ? [`${because} (${words}${day})${more}`] : [];
    const [fullest, ...rest] = [...lone, `${because}${more}`, ...brief.map((form) => `${form}${more}`), named];
    return [fullest, ...rest, phrases.orderFinding];
  }
  const withValue =
    value === '' ? [] : [`${value}: ${because}${more}`, ...brief.map((form) => `${value}: ${form}${more}`)];
  const [fullest, ...rest] = [
    ...withValue,
    `${because}${more}`,
    ...(value === '' ? brief.map((form) => `${form}${more}`) : [`${value}${more}`]),
    named,
  ];
  return [fullest, ...rest, phrases.orderFinding];
}
