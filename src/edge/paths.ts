/** The one file that knows where the package lies: it has the same depth in `src` and in `dist`. */
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const inPackage = (path: string): string => fileURLToPath(new URL(path, root));

export const knowledgeDirectory = inPackage('src/knowledge');
export const cardsDirectory = inPackage('cards');
export const migrationsDirectory = inPackage('src/edge/store/migrations');
