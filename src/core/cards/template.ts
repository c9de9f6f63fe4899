/** One card as its authors wrote it, checked so that it can be filled for any patient. */
import { z } from 'zod';
import type { Indicator } from '../cds-hooks/response.js';
import { isOneSentence, SUMMARY_LIMIT } from '../cds-hooks/summary.js';
import { fillPlaceholders, parseText, placeholdersOf, REVIEW_VOCABULARY } from './placeholders.js';
import type { ParsedText, Vocabulary } from './placeholders.js';
import { schemaFaults } from './schema-faults.js';

const text = z.string().trim().min(1);

const frontMatterSchema = z.strictObject({
  /** Display of the topic; its code is the id of the template. */
  topic: text,
  /** The least the card is shown with. */
  indicator: z.enum(['info', 'warning', 'critical']),
  source: z.strictObject({ label: text, url: z.url({ protocol: /^https?$/ }), citation: text }),
  summary: text,
});

export interface CardTemplate {
  readonly id: string;
  readonly topic: string;
  readonly indicator: Indicator;
  /** `citation` is a key of the citations of the knowledge. */
  readonly source: { readonly label: string; readonly url: string; readonly citation: string };
  /** Plain text, one sentence, with summary placeholders. */
  readonly summary: ParsedText;
  /** Markdown with body placeholders. */
  readonly body: ParsedText;
}

/** Checks a template; `frontMatter` is its YAML as parsed. Throws an Error that lists every fault. */
export function cardTemplate(
  id: string,
  frontMatter: unknown,
  body: string,
  vocabulary: Vocabulary = REVIEW_VOCABULARY,
): CardTemplate {
  const parsed = frontMatterSchema.safeParse(frontMatter);
  const faults = parsed.success ? summaryFaults(parsed.data.summary, vocabulary) : [schemaFaults(parsed.error)];
  faults.push(...bodyFaults(body, vocabulary));
  if (!parsed.success || faults.length > 0) throw new Error(faults.join('; '));
  return { id, ...parsed.data, summary: parseText(parsed.data.summary), body: parseText(body.trim()) };
}

function summaryFaults(summary: string, { longest: lengths }: Vocabulary): string[] {
  const parsed = parseText(summary);
  const faults = placeholdersOf(parsed)
    .filter((name) => !Object.hasOwn(lengths, name))
    .map((name) => `summary: {{${name}}} is not a placeholder of the summary`);
  const longest = fillPlaceholders(parsed, (name) => 'x'.repeat(lengths[name] ?? 0));
  if (longest.length >= SUMMARY_LIMIT) {
    faults.push(`summary: may have ${longest.length} characters in its shortest form, ${SUMMARY_LIMIT} or more`);
  }
  if (!isOneSentence(longest)) faults.push('summary: must be one sentence');
  if (/\p{Cc}/u.test(summary)) faults.push('summary: must be one line');
  return faults;
}

function bodyFaults(body: string, { isBody, isBlock }: Vocabulary): string[] {
  const faults = body.trim() === '' ? ['body: is empty'] : [];
  const parsed = parseText(body);
  for (const name of placeholdersOf(parsed)) {
    if (!isBody(name)) faults.push(`body: {{${name}}} is not a placeholder`);
  }
  for (const line of body.split('\n')) {
    const name = placeholdersOf(parseText(line)).find(isBlock);
    if (name !== undefined && line.trim() !== `{{${name}}}`)
      faults.push(`body: {{${name}}} must stand alone on its line`);
  }
  if (/\{\{|\}\}/.test(fillPlaceholders(parsed, () => ''))) faults.push('body: braces that are not a placeholder');
  if (/<[A-Za-z/!?]/.test(body)) faults.push('body: must not hold HTML');
  return faults;
}
