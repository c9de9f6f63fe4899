/** Reads the wording of the order and infusion cards; labels and reasons are those that are loaded already. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CardContent } from '../../core/cards/content.js';
import type { SafetyCardContent } from '../../core/cards/safety-content.js';
import { SAFETY_VOCABULARY } from '../../core/cards/safety-placeholders.js';
import type { CardTemplate } from '../../core/cards/template.js';
import { INFUSION_TOPICS, ORDER_TOPICS } from '../../core/decision/safety-outcome.js';
import type { SafetyTopic } from '../../core/decision/safety-outcome.js';
import { textOf } from '../../core/json.js';
import { readTemplate } from './load-cards.js';

/** Both order services say the same. */
const FOLDERS = {
  'rituximab-order': ORDER_TOPICS,
  'rituximab-infusion-check': INFUSION_TOPICS,
} as const satisfies Record<string, readonly SafetyTopic[]>;

/** Throws one Error with a line `file: fault` for each file that cannot be used. */
export function loadSafetyCards(directory: string, content: CardContent): SafetyCardContent {
  const faults: string[] = [];
  const templates: Partial<Record<SafetyTopic, CardTemplate>> = {};
  for (const [folder, topics] of Object.entries(FOLDERS)) {
    for (const topic of topics) {
      const file = `${folder}/${topic}.md`;
      try {
        templates[topic] = readTemplate(topic, readFileSync(path.join(directory, file), 'utf8'), SAFETY_VOCABULARY);
      } catch (error) {
        faults.push(`${file}: ${textOf(error, 'message') ?? String(error)}`);
      }
    }
    faults.push(...strayFiles(directory, folder, topics));
  }
  if (faults.length > 0) throw new Error(`the cards in ${directory} cannot be used:\n${faults.join('\n')}`);
  return { ...content, templates: templates as SafetyCardContent['templates'] };
}

/** A file that no topic answers to is a misspelt name: it would never be shown. */
function strayFiles(directory: string, folder: string, topics: readonly string[]): readonly string[] {
  try {
    return readdirSync(path.join(directory, folder))
      .filter((name) => name.endsWith('.md') && !topics.includes(name.replace(/\.md$/, '')))
      .map((name) => `${folder}/${name}: no topic has this name`);
  } catch {
    // a directory that cannot be read is reported with each of its cards
    return [];
  }
}
