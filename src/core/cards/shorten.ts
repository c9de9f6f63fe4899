/** Text made shorter without harm: whole words only, and never a number without what belongs to it. */
import { plainLine } from '../cds-hooks/markdown.js';

const ELLIPSIS = '…';
/** Words that promise something to come: numbers want their unit, comparators their number. */
const LEFT_HANGING = /\d|^[^\p{L}]*$|[([{"'“‘:=<>≤≥±-]$/u;

/** At most `limit` characters; an empty text when nothing meaningful fits. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const words: string[] = [];
  let length = ELLIPSIS.length;
  for (const word of text.split(' ')) {
    length += word.length + (words.length === 0 ? 0 : 1);
    if (length > limit) break;
    words.push(word);
  }
  while (words.length > 0 && LEFT_HANGING.test(words.at(-1) ?? '')) words.pop();
  return words.length === 0 ? '' : `${words.join(' ').replace(/[,;:.]+$/, '')}${ELLIPSIS}`;
}

/** Text of the record for a summary, which is no Markdown: one line, and nothing that a careless client takes for a tag. */
export function summaryText(text: string): string {
  return plainLine(text).replace(/<(?=[A-Za-z/!?])/g, '‹');
}

/** The text, then shorter and shorter forms of it, without repeats; none when nothing is left to read. */
export function shorterForms(text: string, limits: readonly number[]): readonly string[] {
  const forms = [text, ...limits.map((limit) => shorten(text, limit))].filter((form) => form !== '');
  return [...new Set(forms)];
}
