/** Invocation of CDS services. Knows the protocol and no medicine. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from '../../core/json.js';
import { checkResponse } from '../../core/cds-hooks/index.js';
import type { HookResponse } from '../../core/cds-hooks/index.js';
import type { CdsService, ServiceAnswer } from '../../core/services/service.js';
import type { CompletePrefetch } from '../fhir/complete-prefetch.js';
import type { SiteClock } from '../site-clock.js';
import type { CdsClient } from '../trust/client.js';
import type { Tracing } from '../tracing/tracing.js';
import { isDeeperThan } from './depth.js';
import { evaluationDate } from './evaluation-date.js';
import { ClientGone, readJsonObject } from './body.js';
import { parseHookRequest, requireContext } from './hook-request.js';
import { RequestProblem } from './problems.js';
import type { RecentCards } from './recent-cards.js';
import { sendJsonText, sendProblem } from './reply.js';
import { loggableHookInstance, noteRequest } from './request-log.js';

const DEEPEST = 200;

export interface CallContext {
  readonly clock: SiteClock;
  readonly newId: () => string;
  readonly allowEvaluationDate: boolean;
  readonly requireHttps: boolean;
  readonly completePrefetch: CompletePrefetch;
  readonly cards: RecentCards;
  readonly tracing: Tracing;
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
  { clock, newId, allowEvaluationDate, requireHttps, completePrefetch, cards, tracing }: CallContext,
): Promise<void> {
  const asOf = evaluationDate(req, clock, allowEvaluationDate);
  const body = await readJsonObject(req, client.limits.bodyBytes);
  const request = parseHookRequest(body, requireHttps);
  const { hook, hookInstance, userId, fhirAuthorization, ...received } = request;
  noteRequest(res, { hookInstance: loggableHookInstance(hookInstance) });
  const service = byHook.get(hook);
  if (!service) throw new RequestProblem('hook-not-served', `It answers ${[...byHook.keys()].join(', ')}.`);
  requireContext(request);
  const omitted = omittedKeys(service, request.prefetch);
  if (omitted.length > 0) noteRequest(res, { omitted });
  const call = { ...received, asOf, newId };
  const whenGone = (): AbortSignal => goneSignal(res);
  const {
    prefetch,
    draftOrders,
    fetched,
    notFetched,
    remarks = [],
  } = await tracing.step('fetch', () =>
    completePrefetch({ service, call, userId, fhirAuthorization, client, whenGone }),
  );
  if (fetched.length > 0 || Object.keys(notFetched).length > 0) noteRequest(res, { fetched, notFetched });
  if (remarks.length > 0) noteRequest(res, { remarks });
  if (res.destroyed) throw new ClientGone();
  reply(
    res,
    tracing.step('evaluate', () => refusingDepth(body, () => service.respond({ ...call, prefetch, draftOrders }))),
    client,
    cards,
  );
}

/** What the client could have sent along and did not: how well the templates suit it. */
function omittedKeys({ prefetch }: CdsService, received: JsonObject): readonly string[] {
  return Object.keys(prefetch).filter((key) => !Object.hasOwn(received, key));
}

/** Aborted when the connection closes before the answer has gone out. */
function goneSignal(res: ServerResponse): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    controller.abort();
  });
  return controller.signal;
}

function reply(res: ServerResponse, answer: ServiceAnswer, { features }: CdsClient, recent: RecentCards): void {
  if (answer.kind === 'missing-data') {
    sendProblem(res, 'missing-prefetch', `Missing: ${answer.keys.join(', ')}.`);
    return;
  }
  const response: HookResponse = { cards: answer.cards };
  // a card that must not be sent fails the whole answer: to leave it out would read as "nothing found" (CH-085)
  checkResponse(response, features);
  const topics = answer.cards.flatMap(({ source }) => source.topic?.code ?? []);
  noteRequest(res, topics.length === 0 ? { topics } : { topics, cards: answer.cards.map(({ uuid }) => uuid) });
  for (const { uuid, source } of answer.cards) recent.shown(uuid, source.topic?.code ?? '');
  sendJsonText(res, 200, JSON.stringify(response));
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
