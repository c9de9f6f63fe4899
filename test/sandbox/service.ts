/** The service as it runs, with real content and real fetching, on a free port; and a client that fires hooks at it. */
import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { aboutService } from '../../src/core/about/about.js';
import { createReviewService } from '../../src/core/services/rituximab-review.js';
import type { SafetyScope } from '../../src/core/services/safety-scope.js';
import { calendarOf } from '../../src/core/time.js';
import { createAssessor } from '../../src/edge/assessor.js';
import { loadCards } from '../../src/edge/content/load-cards.js';
import { createFetching } from '../../src/edge/fhir/create.js';
import { openDoor } from '../../src/edge/http/admission.js';
import { anonymousClient } from '../../src/edge/trust/client.js';
import type { CdsClient } from '../../src/edge/trust/client.js';
import { createApp } from '../../src/edge/http/app.js';
import type { PrefetchProfile } from '../../src/edge/http/discovery.js';
import { addressOf, listen } from '../../src/edge/http/server.js';
import { createLogger } from '../../src/edge/logger.js';
import { cardsDirectory } from '../../src/edge/paths.js';
import { quietEdge } from '../edge/http/fakes.js';
import { safetyServices } from '../hooks.js';
import { knowledge } from '../knowledge.js';
import type { HookCall } from './fixtures.js';
import type { Json } from './repository.js';
import { TOKEN } from './server.js';

export interface ShownCard {
  readonly summary: string;
  readonly detail: string;
  readonly source: { readonly topic: { readonly code: string } };
}

export interface Fired {
  readonly status: number;
  readonly cards: readonly ShownCard[];
  /** The body as text, for what must not be in it. */
  readonly text: string;
}

export interface ServiceOptions {
  readonly budget?: number;
  readonly call?: number;
  readonly scope?: SafetyScope;
  readonly client?: Partial<CdsClient>;
  readonly profile?: PrefetchProfile;
}

export interface RunningService {
  readonly address: string;
  readonly templates: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly fire: (call: HookCall, asOf: string, more?: Json) => Promise<Fired>;
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

/** Room for a slow machine; what a test is about it shortens. */
const PATIENT_BUDGET = 60_000;

export async function startService({
  budget = PATIENT_BUDGET,
  call = PATIENT_BUDGET,
  scope = 'myositis',
  client = {},
  profile = 'full',
}: ServiceOptions = {}): Promise<RunningService> {
  const calendar = calendarOf('UTC');
  const content = loadCards(cardsDirectory);
  const services = [
    createReviewService({ knowledge, content, calendar, showNotRefractory: true }),
    ...Object.values(safetyServices(scope)),
  ];
  const fetching = createFetching({
    budgetMilliseconds: budget,
    callMilliseconds: call,
    addresses: 'public-and-site',
    isProduction: false,
    now: () => performance.now(),
    breaker: { failures: 1000, restMilliseconds: 1000 },
  });
  const stream = new PassThrough();
  let log = '';
  stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const app = createApp({
    services,
    assess: createAssessor(knowledge, calendar).bundle,
    ...quietEdge(knowledge),
    logger: createLogger('info', stream),
    clock: { calendar, now: () => new Date('2026-03-01T12:00:00Z') },
    newId: randomUUID,
    allowEvaluationDate: true,
    requireHttps: false,
    prefetchProfile: profile,
    completePrefetch: fetching.completePrefetch,
    door: openDoor({ ...anonymousClient('any', 'generic'), ...client }),
    allowPrivateNetwork: false,
    about: () => aboutService(knowledge, (id) => id, 0),
  });
  const server = await listen(app, 0, '127.0.0.1');
  const address = addressOf(server);
  return {
    address,
    templates: Object.fromEntries(services.map(({ id, prefetch }) => [id, prefetch])),
    fire: async ({ service, hook, context }, asOf, more = {}) => {
      const response = await fetch(`${address}/cds-services/${service}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'evaluation-date': asOf },
        body: JSON.stringify({ hook, hookInstance: randomUUID(), context, ...more }),
      });
      const text = await response.text();
      return { status: response.status, text, cards: (JSON.parse(text) as { cards?: ShownCard[] }).cards ?? [] };
    },
    log: () => log,
    close: async () => {
      await fetching.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** The part of a hook that lets the service read from `fhirServer`. */
export const access = (fhirServer: string, scope = 'user/*.read', token = TOKEN): Json => ({
  fhirServer,
  fhirAuthorization: { access_token: token, token_type: 'Bearer', expires_in: 300, scope, subject: 'myositis-cds' },
});

/** Cards without what is new in every answer. */
export const comparable = (cards: readonly ShownCard[]): unknown =>
  JSON.parse(
    JSON.stringify(cards, (key, value: unknown) => (key === 'uuid' || key === 'id' ? undefined : value)).replaceAll(
      /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      'uuid',
    ),
  );
