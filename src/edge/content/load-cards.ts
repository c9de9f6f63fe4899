/** Reads the wording of the cards from its directory. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { parseOverrideReasons } from '../../core/cards/content.js';
import type { CardContent } from '../../core/cards/content.js';
import type { Vocabulary } from '../../core/cards/placeholders.js';
import { parseLabels } from '../../core/cards/labels.js';
import { cardTemplate } from '../../core/cards/template.js';
import type { CardTemplate } from '../../core/cards/template.js';
import { REVIEW_TOPICS } from '../../core/decision/outcome.js';
import type { ReviewTopic } from '../../core/decision/outcome.js';
import { textOf } from '../../core/json.js';

const REVIEW_DIRECTORY = 'rituximab-review';
const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/;

/** Throws one Error with a line `file: fault` for each file that cannot be used. */
export function loadCards(directory: string): CardContent {
  const faults: string[] = [];
  const read = <T>(file: string, parseText: (text: string) => T): T | undefined => {
    try {
      return parseText(readFileSync(path.join(directory, file), 'utf8'));
    } catch (error) {
      faults.push(`${file}: ${textOf(error, 'message') ?? String(error)}`);
      return undefined;
    }
  };
  const templateOf = (topic: ReviewTopic): CardTemplate | undefined =>
    read(`${REVIEW_DIRECTORY}/${topic}.md`, (text) => readTemplate(topic, text));

  const labels = read('labels.yaml', (text) => parseLabels(load(text)));
  const overrideReasons = read('override-reasons.yaml', (text) => parseOverrideReasons(load(text)));
  const templates = REVIEW_TOPICS.map((topic) => [topic, templateOf(topic)] as const);
  faults.push(...strayFiles(directory));
  if (!labels || !overrideReasons || faults.length > 0) {
    throw new Error(`the cards in ${directory} cannot be used:\n${faults.join('\n')}`);
  }
  return {
    // without a fault every topic has its template
    templates: Object.fromEntries(templates) as CardContent['templates'],
    labels,
    overrideReasons,
  };
}

/** Throws an Error that lists every fault of one template. */
export function readTemplate(topic: string, text: string, vocabulary?: Vocabulary): CardTemplate {
  const parts = FRONT_MATTER.exec(text);
  if (!parts) throw new Error('no front matter between two lines ---');
  return cardTemplate(topic, load(parts[1] ?? ''), parts[2] ?? '', vocabulary);
}

/** A file that no topic answers to is a misspelt name: it would never be shown. */
function strayFiles(directory: string): readonly string[] {
  const known = new Set(REVIEW_TOPICS.map((topic) => `${topic}.md`));
  try {
    return readdirSync(path.join(directory, REVIEW_DIRECTORY))
      .filter((name) => name.endsWith('.md') && !known.has(name))
      .map((name) => `${REVIEW_DIRECTORY}/${name}: no topic has this name`);
  } catch {
    // a directory that cannot be read is reported with each of its cards
    return [];
  }
}
