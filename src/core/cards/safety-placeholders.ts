/** What the templates of order and infusion cards may ask for. A name that is not here stops the service at start. */
import type { Vocabulary } from './placeholders.js';

/** Of the summary: name → the most characters its shortest form can have. */
const SUMMARY = { finding: 32, 'as-of': 10 } as const;
const INLINE = ['diagnosis', 'rules', 'knowledge-version', 'knowledge-digest'] as const;
const BLOCKS = ['findings-table', 'also-open', 'missing', 'data-quality', 'not-used', 'coverage'] as const;

export type SafetyPlaceholder = keyof typeof SUMMARY | (typeof INLINE)[number] | (typeof BLOCKS)[number];

const blocks: readonly string[] = BLOCKS;
const names: readonly string[] = [...Object.keys(SUMMARY), ...INLINE, ...BLOCKS];

export const SAFETY_VOCABULARY: Vocabulary = {
  longest: SUMMARY,
  isBody: (name) => names.includes(name),
  isBlock: (name) => blocks.includes(name),
};
