/** What a card template may ask for. A name that is not here stops the service at start. */

/** Of the summary: name → the most characters its shortest form can have. All of them may stand in the body too. */
const SUMMARY_PLACEHOLDERS = {
  'adequate-trials': 16,
  'daily-glucocorticoid': 16,
  taper: 16,
  'disease-active': 16,
  'most-decisive': 32,
  'safety-finding': 32,
  'as-of': 10,
  'response-week': 8,
  'improved-count': 8,
  strength: 16,
  'total-improvement': 24,
  'prednisone-change': 24,
  'repeat-target': 10,
  'repeat-window': 24,
  'repeat-status': 32,
  'repeat-finding': 32,
  'regimen-finding': 32,
  'due-items': 32,
} as const;

/** Placeholders that only cards after rituximab use. */
export type FollowUpPlaceholder =
  | 'response-week'
  | 'improved-count'
  | 'strength'
  | 'total-improvement'
  | 'prednisone-change'
  | 'repeat-target'
  | 'repeat-window'
  | 'repeat-status'
  | 'repeat-finding'
  | 'regimen-finding'
  | 'due-items';

/** Of the body, within a line. */
const INLINE_PLACEHOLDERS = [
  'diagnosis',
  'strict',
  'extended',
  'mok2007',
  'glucocorticoid-because',
  'rules',
  'knowledge-version',
  'knowledge-digest',
  'course',
  'seed-response',
  'imacs-response',
  'follow-up-rules',
] as const;

/** Of the body, alone on a line: lists and the table. */
const BLOCK_PLACEHOLDERS = [
  'criteria-table',
  'missing',
  'data-quality',
  'not-used',
  'coverage',
  'population-differences',
  'safety-findings',
  'response-table',
  'response-notes',
  'repeat-table',
  'regimen-table',
  'monitoring-table',
  'predictors',
  'follow-up-missing',
] as const;

export type SummaryPlaceholder = keyof typeof SUMMARY_PLACEHOLDERS;
export type BodyPlaceholder =
  SummaryPlaceholder | (typeof INLINE_PLACEHOLDERS)[number] | (typeof BLOCK_PLACEHOLDERS)[number];

const block: readonly string[] = BLOCK_PLACEHOLDERS;
const inline: readonly string[] = INLINE_PLACEHOLDERS;

function isSummaryPlaceholder(name: string): name is SummaryPlaceholder {
  return Object.hasOwn(SUMMARY_PLACEHOLDERS, name);
}

function isBlockPlaceholder(name: string): boolean {
  return block.includes(name);
}

export function isBodyPlaceholder(name: string): name is BodyPlaceholder {
  return isSummaryPlaceholder(name) || inline.includes(name) || block.includes(name);
}

/** What the templates of one kind of card may ask for. */
export interface Vocabulary {
  /** Of the summary: name → the most characters its shortest form can have. */
  readonly longest: Readonly<Record<string, number>>;
  readonly isBody: (name: string) => boolean;
  /** Alone on a line. */
  readonly isBlock: (name: string) => boolean;
}

export const REVIEW_VOCABULARY: Vocabulary = {
  longest: SUMMARY_PLACEHOLDERS,
  isBody: isBodyPlaceholder,
  isBlock: isBlockPlaceholder,
};

const PLACEHOLDER = /\{\{([^{}]*)\}\}/;

/** A text taken apart once, so that filling it is joining: texts at even places, names asked for at odd ones. */
export type ParsedText = readonly string[];

export function parseText(text: string): ParsedText {
  return text.split(PLACEHOLDER);
}

/** Names asked for, in the order of the text. */
export function placeholdersOf(text: ParsedText): readonly string[] {
  return text.filter((_, index) => index % 2 === 1);
}

/** Puts a value in the place of each name; what a value contains is never read as a placeholder. */
export function fillPlaceholders(text: ParsedText, valueOf: (name: string) => string): string {
  let filled = '';
  for (const [index, part] of text.entries()) filled += index % 2 === 0 ? part : valueOf(part);
  return filled;
}
