/** Routes only: which address answers which method, and what happens to everything else. */
import express from 'express';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { About } from '../../core/about/about.js';
import type { CdsService } from '../../core/services/service.js';
import type { AssessBundle } from '../assessor.js';
import type { Metrics } from '../metrics/metrics.js';
import { StoreUnavailable } from '../store/store.js';
import { answerAbout, answerEvidence } from './about.js';
import { answerAssessment } from './assessments.js';
import { ClientGone } from './body.js';
import { answerCall, serviceTable } from './cds-services.js';
import type { CallContext } from './cds-services.js';
import { discovery } from './discovery.js';
import type { PrefetchProfile } from './discovery.js';
import { answerFeedback } from './feedback.js';
import type { FeedbackContext } from './feedback.js';
import type { Door } from './admission.js';
import { createCors } from './cors.js';
import { DOCS_PAGE, answerAsset } from './docs-page.js';
import { answerLive, answerReady } from './health.js';
import type { Health } from './health.js';
import { indexPage } from './index-page.js';
import { answerMetrics } from './metrics-page.js';
import type { RenderMetrics } from './metrics-page.js';
import type { DocumentParts } from './openapi/document.js';
import { RequestProblem } from './problems.js';
import { recentCards } from './recent-cards.js';
import { sendJsonText, sendProblem } from './reply.js';
import { logFailure, noteRequest, watchRequest } from './request-log.js';

export interface AppParts extends Omit<CallContext, 'cards'> {
  readonly services: readonly CdsService[];
  readonly assess: AssessBundle;
  readonly feedback: Pick<FeedbackContext, 'store' | 'keepComments'>;
  readonly metrics: Metrics;
  /** Undefined where `/metrics` is not answered here. */
  readonly renderMetrics: RenderMetrics | undefined;
  readonly health: Health;
  readonly logger: Logger;
  readonly door: Door;
  readonly prefetchProfile: PrefetchProfile;
  /** CORS for pages that call a service in a private network: for trying things out. */
  readonly allowPrivateNetwork: boolean;
  readonly about: () => About;
  readonly openApi: OpenApiParts;
}

interface OpenApiParts extends Omit<DocumentParts, 'assessment'> {
  /** The published schema of the assessment. */
  readonly assessment: () => Promise<DocumentParts['assessment']>;
}

const RETRY_SECONDS = '30';
const HTTPS_ONLY = 'max-age=31536000; includeSubDomains';

export function createApp(parts: AppParts): Express {
  const app = express();
  app.set('etag', false).set('x-powered-by', false).set('query parser', false);
  app.set('trust proxy', parts.door.trustedProxies);
  app.use((req, res, next) => {
    watchRequest(parts.logger, parts.metrics, req, res);
    // CH-002: whoever came by https once comes by nothing else
    if (parts.requireHttps) res.setHeader('Strict-Transport-Security', HTTPS_ONLY);
    // the Sandbox joins addresses with two slashes
    if (req.url.startsWith('//') || req.url.startsWith('/cds-services//')) req.url = req.url.replace(/\/{2,}/g, '/');
    next();
  });
  const { admit, protectsDiscovery, origins } = parts.door;
  if (origins === 'any' || origins.size > 0)
    app.use(createCors({ origins, allowPrivateNetwork: parts.allowPrivateNetwork }));

  const table = serviceTable(parts.services);
  const cards = recentCards();
  const call: CallContext = { ...parts, cards };
  const feedback: FeedbackContext = { ...parts.feedback, cards, now: parts.clock.now };
  app.post('/cds-services/:id', async (req, res) => {
    const byHook = table.get(req.params.id);
    noteRequest(res, { route: '/cds-services/:id', ...(byHook ? { service: req.params.id } : {}) });
    if (!byHook) {
      sendProblem(res, 'unknown-service');
      return;
    }
    await parts.tracing.call(req.params.id, req.headers, async () => {
      const client = await admit(req, res, { kind: 'service', id: req.params.id });
      await answerCall(byHook, client, req, res, call);
    });
  });
  app.all('/cds-services/:id', (req, res) => {
    noteRequest(res, { route: '/cds-services/:id' });
    if (table.has(req.params.id)) refuseMethod(res, 'POST');
    else sendProblem(res, 'unknown-service');
  });

  app.post('/cds-services/:id/feedback', async (req, res) => {
    const { id } = req.params;
    noteRequest(res, { route: '/cds-services/:id/feedback', ...(table.has(id) ? { service: id } : {}) });
    if (!table.has(id)) {
      sendProblem(res, 'unknown-service');
      return;
    }
    const client = await admit(req, res, { kind: 'feedback', id });
    await answerFeedback(id, client.id, req, res, feedback);
  });
  only(app, '/cds-services/:id/feedback', 'POST');

  const services = discovery(parts.services, parts.prefetchProfile);
  get(app, '/cds-services', async (req, res) => {
    if (protectsDiscovery) await admit(req, res, { kind: 'discovery' });
    sendJsonText(res, 200, services);
  });
  get(app, '/health/live', (_req, res) => {
    answerLive(res);
  });
  for (const path of ['/health', '/health/ready']) {
    get(app, path, (_req, res) => {
      answerReady(res, parts.health);
    });
  }

  const { renderMetrics } = parts;
  if (renderMetrics) get(app, '/metrics', (_req, res) => answerMetrics(res, renderMetrics));

  app.post('/assessments', async (req, res) => {
    noteRequest(res, { route: '/assessments' });
    await admit(req, res, { kind: 'assessments' });
    await answerAssessment(parts.assess, req, res, parts.clock);
  });
  only(app, '/assessments', 'POST');

  get(app, '/about', pageHeaders, (req, res) => {
    answerAbout(parts.about(), req, res);
  });
  get(app, '/evidence/:rule', pageHeaders, (req, res) => {
    answerEvidence(parts.about(), String(req.params['rule']), req, res);
  });

  const openApi = rendered(parts.openApi);
  get(app, '/openapi.json', async (_req, res) => {
    sendJsonText(res, 200, await openApi());
  });
  get(app, '/docs', docsHeaders, (_req, res) => res.type('html').send(DOCS_PAGE));
  get(app, '/docs/:file', docsHeaders, (req, res) => answerAsset(String(req.params['file']), res));

  const page = indexPage(parts.services, parts.health.knowledge.version);
  get(app, '/', pageHeaders, (_req, res) => res.type('html').send(page));

  app.use((_req, res) => {
    sendProblem(res, 'not-found');
  });
  app.use(answerError(parts.logger));
  return app;
}

/** The page loads nothing, so its policy allows nothing. On the JSON routes these headers would cost more than they guard. */
const pageHeaders = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
});

/** That page runs a program and styles of ours, and calls this service. */
const docsHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
});

/** Made when it is first asked for, by modules that are loaded only then. */
function rendered(parts: OpenApiParts): () => Promise<string> {
  let text: Promise<string> | undefined;
  const render = async (): Promise<string> => {
    const [{ openApiDocument }, assessment] = await Promise.all([import('./openapi/document.js'), parts.assessment()]);
    return JSON.stringify(openApiDocument({ ...parts, assessment }));
  };
  return () => (text ??= render());
}

function get(app: Express, path: string, ...handlers: RequestHandler[]): void {
  app.get(path, (_req, res, next) => {
    noteRequest(res, { route: path });
    next();
  });
  app.get(path, ...handlers);
  only(app, path, 'GET, HEAD');
}

function only(app: Express, path: string, allow: string): void {
  app.all(path, (_req, res) => {
    noteRequest(res, { route: path });
    refuseMethod(res, allow);
  });
}

function refuseMethod(res: Response, allow: string): void {
  res.setHeader('Allow', allow);
  sendProblem(res, 'method-not-allowed');
}

/** Nothing of an unexpected error reaches the client (CH-085: nor does it look like "no advice"). */
function answerError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req: Request, res: Response, next) => {
    if (res.headersSent) {
      // not passed on: Express would print it, and nobody knows what its message quotes
      logFailure(logger, error);
      res.destroy();
      next();
      return;
    }
    if (error instanceof ClientGone) {
      res.destroy();
      return;
    }
    if (error instanceof StoreUnavailable) {
      res.setHeader('Retry-After', RETRY_SECONDS);
      sendProblem(res, 'store-unavailable');
    } else if (error instanceof RequestProblem) {
      // whoever sends this much is not waited for
      if (error.code === 'body-too-large' && !req.complete) res.setHeader('Connection', 'close');
      sendProblem(res, error.code, error.diagnostics);
    } else if (error instanceof URIError) sendProblem(res, 'malformed-url');
    else {
      logFailure(logger, error);
      sendProblem(res, 'internal-error');
    }
  };
}
