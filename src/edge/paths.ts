/** The one file that knows where the package lies: at or above this file, wherever it was bundled to. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function packageRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('no package.json above the program');
  return packageRoot(above);
}

const root = packageRoot(dirname(fileURLToPath(import.meta.url)));

export const knowledgeDirectory = join(root, 'src/knowledge');
export const cardsDirectory = join(root, 'cards');
export const migrationsDirectory = join(root, 'src/edge/store/migrations');
export const assessmentSchemaFile = join(root, 'docs/assessment.schema.json');
