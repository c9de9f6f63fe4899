/** Markdown lists of a card: short enough to read, and honest about what they leave out. */
import { counted } from './labels.js';
import type { Labels } from './labels.js';

const ENTRIES_AT_MOST = 20;

/** The first twenty items, each as `write` gives it in Markdown, and how many more there are; `none` when there is no item. */
export function markdownList<T>(
  items: readonly T[],
  write: (item: T) => string,
  none: string,
  { phrases }: Labels,
): string {
  if (items.length === 0) return `- ${none}`;
  const shown = items.slice(0, ENTRIES_AT_MOST).map(write);
  const rest = items.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [counted(phrases.andMore, rest)])].map((item) => `- ${item}`).join('\n');
}
