/** Discovery and invocation of CDS services. Knows the protocol and no medicine. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CdsService, ServiceAnswer } from '../../core/services/service.js';
import type { SiteClock } from '../site-clock.js';
import type { CdsClient } from '../trust/client.js';
import { isDeeperThan } from './depth.js';
import { evaluationDate } from './evaluation-date.js';
import { readJsonObject } from './body.js';
import { parseHookRequest, requireContext } from './hook-request.js';
import { RequestProblem } from './problems.js';
import type { RecentCards } from './recent-cards.js';
import { sendJsonText, sendProblem } from './reply.js';
import { loggableHookInstance, noteRequest } from './request-log.js';

/** CH-020: version of CDS Hooks implemented; CH-021: of the hook definitions in use. */
const SPECIFICATION_VERSION = '3.0.0-ballot';
const HOOK_VERSION = '1.0';
const DEEPEST = 200;

export interface CallContext {
  readonly clock: SiteClock;
  readonly newId: () => string;
  readonly allowEvaluationDate: boolean;
  readonly requireHttps: boolean;
  readonly cards: RecentCards;
}

/** The discovery body (CH-011 … CH-025). A service without prefetch has no `prefetch` member. */
export function discovery(services: readonly CdsService[]): string {
  return JSON.stringify({
    services: services.map(({ id, hook, title, description, prefetch, usageRequirements }) => ({
      id,
      hook,
      title,
      description,
      ...(Object.keys(prefetch).length === 0 ? {} : { prefetch }),
      ...(usageRequirements === '' ? {} : { usageRequirements }),
      version: SPECIFICATION_VERSION,
      hookVersion: HOOK_VERSION,
    })),
  });
}

/** Service id → hook → service. One id may answer several hooks (CH-023), but only once each (CH-024). */
export function serviceTable(services: readonly CdsService[]): ReadonlyMap<string, ReadonlyMap<string, CdsService>> {
  const table = new Map<string, Map<string, CdsService>>();
  for (const service of services) {
    const ofId = table.get(service.id) ?? new Map<string, CdsService>();
    if (ofId.has(service.hook)) throw new Error(`service ${service.id} is listed twice for ${service.hook}`);
    table.set(service.id, ofId.set(service.hook, service));
  }
  return table;
}

/** Answers one call of the services that share an id. */
export async function answerCall(
  byHook: ReadonlyMap<string, CdsService>,
  client: CdsClient,
  req: IncomingMessage,
  res: ServerResponse,
  { clock, newId, allowEvaluationDate, requireHttps, cards }: CallContext,
): Promise<void> {
  const asOf = evaluationDate(req, clock, allowEvaluationDate);
  const body = await readJsonObject(req, client.limits.bodyBytes);
  const request = parseHookRequest(body, requireHttps);
  const { hook, hookInstance, ...call } = request;
  noteRequest(res, { hookInstance: loggableHookInstance(hookInstance) });
  const service = byHook.get(hook);
  if (!service) throw new RequestProblem('hook-not-served', `It answers ${[...byHook.keys()].join(', ')}.`);
  requireContext(request);
  reply(
    res,
    refusingDepth(body, () => service.respond({ ...call, asOf, newId })),
    cards,
  );
}

function reply(res: ServerResponse, answer: ServiceAnswer, recent: RecentCards): void {
  if (answer.kind === 'missing-data') {
    sendProblem(res, 'missing-prefetch', `Missing: ${answer.keys.join(', ')}.`);
    return;
  }
  const topics = answer.cards.flatMap(({ source }) => source.topic?.code ?? []);
  noteRequest(res, { topics });
  for (const { uuid, source } of answer.cards) recent.shown(uuid, source.topic?.code ?? '');
  sendJsonText(res, 200, JSON.stringify({ cards: answer.cards }));
}

/**
 * Runs `judge`; should it run out of stack over input that is absurdly nested, that is the input's fault and not ours.
 * Measured only then: scanning every body for depth would cost a quarter of its parse.
 */
export function refusingDepth<T>(input: unknown, judge: () => T): T {
  try {
    return judge();
  } catch (error) {
    if (error instanceof RangeError && isDeeperThan(input, DEEPEST)) throw new RequestProblem('nested-too-deep');
    throw error;
  }
}
