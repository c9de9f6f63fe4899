/** The real knowledge, loaded once for a test file. */
import { compileKnowledge } from '../src/core/knowledge/compile.js';
import { loadKnowledge } from '../src/edge/content/load-knowledge.js';
import { knowledgeDirectory } from '../src/edge/paths.js';

const loaded = loadKnowledge(knowledgeDirectory);
export const knowledgeData = loaded.data;
export const knowledge = compileKnowledge(loaded.data, loaded.digest);
