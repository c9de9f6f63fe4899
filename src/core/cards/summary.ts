/** Fills a summary so that it always stays below the limit: parts take their shorter forms, nothing is cut. */
import { asOneSentence, SUMMARY_LIMIT } from '../cds-hooks/summary.js';
import { fillPlaceholders } from './placeholders.js';
import type { ParsedText, SummaryPlaceholder } from './placeholders.js';

/** Forms of one part, the fullest first; the last must keep to the bound of its placeholder. */
export type Forms = readonly [string, ...string[]];
/** Made when a template asks for them. */
export type SummaryParts = Readonly<Record<SummaryPlaceholder, () => Forms>>;

type Parts = Readonly<Record<string, () => Forms>>;

/** One sentence of fewer than 140 characters, from a template that was checked. */
export function fillSummary(template: ParsedText, parts: Parts): string {
  const chosen = new Map<string, number>();
  const formOf = (name: string): string => parts[name]?.()[chosen.get(name) ?? 0] ?? '';
  const fill = (): string => asOneSentence(fillPlaceholders(template, formOf));
  let summary = fill();
  while (summary.length >= SUMMARY_LIMIT) {
    const next = longestToShorten(template, parts, chosen, formOf);
    if (next === undefined) break;
    chosen.set(next, (chosen.get(next) ?? 0) + 1);
    summary = fill();
  }
  return summary;
}

/** Of the parts in use that have a further form, the one that takes most room now. */
function longestToShorten(
  template: ParsedText,
  parts: Parts,
  chosen: ReadonlyMap<string, number>,
  formOf: (name: string) => string,
): string | undefined {
  let longest: string | undefined;
  fillPlaceholders(template, (name) => {
    if ((chosen.get(name) ?? 0) >= (parts[name]?.().length ?? 0) - 1) return '';
    if (longest === undefined || formOf(name).length > formOf(longest).length) longest = name;
    return '';
  });
  return longest;
}
