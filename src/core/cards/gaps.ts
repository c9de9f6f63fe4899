/** What an assessment lacks, doubts or has set aside: shown on every card, so that unknown never reads as clear. */
import type { Assessment, Verdict } from '../assessment.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import type { ReviewOutcome } from '../decision/outcome.js';
import { verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { markdownList } from './markdown-list.js';

/**
 * Decisive items first, then whatever else a criterion asks for; each item once. What informs without deciding comes
 * last, so that it never crowds out what decides.
 */
export function missingList({ verdicts }: Assessment, { decisive }: ReviewOutcome, labels: Labels): string {
  const needs = new Map<string, string[]>(decisive.map((item) => [item, []]));
  const informs = ({ group }: Verdict): boolean => group === 'information';
  const ordered = [...verdicts.filter((one) => !informs(one)), ...verdicts.filter(informs)];
  for (const { id, missing } of ordered) {
    for (const item of missing) needs.set(item, [...(needs.get(item) ?? []), verdictName(labels, id)]);
  }
  const items = [...needs].map(([item, names]) =>
    escapeMarkdown(names.length === 0 ? item : `${item} (${labels.phrases.neededFor}: ${names.join(', ')})`),
  );
  return markdownList(items, labels.phrases.nothingMissing, labels);
}

export function dataQualityList({ dataQuality }: Assessment, labels: Labels): string {
  return markdownList(dataQuality.map(escapeMarkdown), labels.phrases.noDoubts, labels);
}

export function notUsedList({ notUsed }: Assessment, labels: Labels): string {
  const items = notUsed.map(({ reference, reason }) => escapeMarkdown(`${reference}: ${reason}`));
  return markdownList(items, labels.phrases.allUsed, labels);
}

/** Kinds of record that were not read in full. */
export function coverageList({ coverage }: Assessment, labels: Labels): string {
  const items = Object.entries(coverage).flatMap(([kind, extent]) =>
    extent === 'complete' ? [] : [escapeMarkdown(`${kind}: ${labels.coverages[extent]}`)],
  );
  return markdownList(items, labels.phrases.fullCoverage, labels);
}

/** Where this patient differs from the study populations, or may. */
export function populationDifferences({ verdicts }: Assessment, labels: Labels): string {
  const items = verdicts
    .filter(({ group, status }) => group === 'population' && status !== 'met')
    .map(({ id, status, because }) =>
      escapeMarkdown(`${verdictName(labels, id)}: ${labels.statuses[status]}; ${because}`),
    );
  return markdownList(items, labels.phrases.noDifference, labels);
}
