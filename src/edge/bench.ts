/** The whole answer to a hook request in process, for the benchmark: `bench/limits.mjs --evaluate dist/edge/bench.js#evaluateRequest`. */
import { randomUUID } from 'node:crypto';
import { compileKnowledge } from '../core/knowledge/compile.js';
import { createReviewService } from '../core/services/rituximab-review.js';
import type { ServiceAnswer } from '../core/services/service.js';
import { calendarOf, parseDay } from '../core/time.js';
import { loadCards } from './content/load-cards.js';
import { loadKnowledge } from './content/load-knowledge.js';
import { cardsDirectory, knowledgeDirectory } from './paths.js';

interface Request {
  readonly context: { readonly patientId: string };
  readonly prefetch: Readonly<Record<string, unknown>>;
}

/** The generator's fixed day, so that look-back windows hold data. */
const AS_OF = parseDay('2026-03-02') ?? 0;

const { data, digest } = loadKnowledge(knowledgeDirectory, [cardsDirectory]);
const service = createReviewService({
  knowledge: compileKnowledge(data, digest),
  content: loadCards(cardsDirectory),
  calendar: calendarOf('UTC'),
  showNotRefractory: false,
});

export function evaluateRequest({ context, prefetch }: Request): ServiceAnswer {
  return service.respond({ patientId: context.patientId, prefetch, asOf: AS_OF, newId: randomUUID });
}
