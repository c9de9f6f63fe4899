/** What an assessment lacks, doubts or has set aside: shown on every card, so that unknown never reads as clear. */
import type { Assessment, Verdict } from '../assessment.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import type { ReviewOutcome } from '../decision/outcome.js';
import { findingsOfReview } from '../decision/safety-findings.js';
import { tableVerdicts } from './criteria-table.js';
import { verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { markdownList } from './markdown-list.js';

/**
 * Of a card before rituximab: what the criteria of its table and its findings ask for. What rituximab itself needs is
 * asked for when it is ordered (G.5); here it would crowd out what decides.
 */
export function missingList(assessment: Assessment, { decisive }: ReviewOutcome, labels: Labels): string {
  return missingOf([...tableVerdicts(assessment), ...findingsOfReview(assessment.verdicts)], decisive, labels);
}

const informs = ({ group, severity }: Verdict): boolean => group === 'information' || severity === 'information';

/**
 * Decisive items first, then whatever else the verdicts ask for; each item once. What informs without deciding comes
 * last, so that it never crowds out what decides.
 */
export function missingOf(verdicts: readonly Verdict[], decisive: readonly string[], labels: Labels): string {
  const needs = new Map<string, string[]>(decisive.map((item) => [item, []]));
  const ordered = [...verdicts.filter((one) => !informs(one)), ...verdicts.filter(informs)];
  for (const { id, missing } of ordered) {
    for (const item of missing) needs.set(item, [...(needs.get(item) ?? []), verdictName(labels, id)]);
  }
  const { neededFor, nothingMissing } = labels.phrases;
  const write = ([item, names]: readonly [string, readonly string[]]): string =>
    escapeMarkdown(names.length === 0 ? item : `${item} (${neededFor}: ${names.join(', ')})`);
  return markdownList([...needs], write, nothingMissing, labels);
}

export function dataQualityList({ dataQuality }: Assessment, labels: Labels): string {
  return markdownList(dataQuality, escapeMarkdown, labels.phrases.noDoubts, labels);
}

export function notUsedList({ notUsed }: Assessment, labels: Labels): string {
  const write = ({ reference, reason }: (typeof notUsed)[number]): string => escapeMarkdown(`${reference}: ${reason}`);
  return markdownList(notUsed, write, labels.phrases.allUsed, labels);
}

/**
 * Kinds of record that were not read, and those read in part, one line each: a look-up that failed must not read as one that
 * found nothing.
 */
export function coverageList({ coverage }: Assessment, labels: Labels): string {
  const name = (kind: string): string => {
    const words = labels.records[kind];
    return words === undefined ? kind : `${words} (${kind})`;
  };
  const lines = (['unavailable', 'partial'] as const).flatMap((extent) => {
    const kinds = Object.keys(coverage).filter((kind) => coverage[kind] === extent);
    return kinds.length === 0 ? [] : [`${labels.coverages[extent]}: ${kinds.map(name).join(', ')}`];
  });
  return markdownList(lines, escapeMarkdown, labels.phrases.fullCoverage, labels);
}

/** Where this patient differs from the study populations, or may. */
export function populationDifferences({ verdicts }: Assessment, labels: Labels): string {
  const different = verdicts.filter(({ group, status }) => group === 'population' && status !== 'met');
  const write = ({ id, status, because }: Verdict): string =>
    escapeMarkdown(`${verdictName(labels, id)}: ${labels.statuses[status]}; ${because}`);
  return markdownList(different, write, labels.phrases.noDifference, labels);
}
