/** Composition root: configuration → content → services → app → listen. The one place where the world comes in. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { aboutService } from './core/about/about.js';
import { verdictName } from './core/cards/labels.js';
import { compileKnowledge } from './core/knowledge/compile.js';
import { createInfusionCheckService } from './core/services/rituximab-infusion-check.js';
import { createOrderSelectService, createOrderSignService } from './core/services/rituximab-order.js';
import { createReviewService } from './core/services/rituximab-review.js';
import { calendarOf } from './core/time.js';
import { createAssessor } from './edge/assessor.js';
import { readConfig } from './edge/config/config.js';
import type { Config } from './edge/config/config.js';
import { loadCards } from './edge/content/load-cards.js';
import { loadSafetyCards } from './edge/content/load-safety-cards.js';
import { loadKnowledge } from './edge/content/load-knowledge.js';
import { prepareDataDirectory } from './edge/data-directory.js';
import { createFetching } from './edge/fhir/create.js';
import type { Fetching } from './edge/fhir/create.js';
import { openDoor } from './edge/http/admission.js';
import type { Door } from './edge/http/admission.js';
import { createApp } from './edge/http/app.js';
import { metricsOnly } from './edge/http/metrics-page.js';
import { addressOf, listen, stop } from './edge/http/server.js';
import { createLogger } from './edge/logger.js';
import { deferredMetrics } from './edge/metrics/deferred-metrics.js';
import type { DeferredMetrics } from './edge/metrics/deferred-metrics.js';
import { NO_METRICS } from './edge/metrics/metrics.js';
import { assessmentSchemaFile, cardsDirectory, knowledgeDirectory, migrationsDirectory } from './edge/paths.js';
import { configuredStore } from './edge/store/configured-store.js';
import type { Store } from './edge/store/store.js';
import { today } from './edge/site-clock.js';
import { anonymousClient } from './edge/trust/client.js';
import { NO_TRACING } from './edge/tracing/tracing.js';
import type { Tracing } from './edge/tracing/tracing.js';
import type { ReplayGuard } from './edge/trust/replay-guard.js';

const PATIENCE_MILLISECONDS = 25_000;
/** What the first answers do not need is loaded after them, so that it does not delay them. */
const WARM_UP_MILLISECONDS = 250;

interface WarmDoor extends Door {
  readonly warm: () => Promise<void>;
}

/** All faults of the start on stderr, then exit code 1. */
function refuseToStart(faults: readonly string[]): never {
  for (const fault of faults) process.stderr.write(`myositis-cds cannot start: ${fault}\n`);
  process.exit(1);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs each step even when one fails, so that one start shows every fault. */
function attempt<T>(step: () => T, faults: string[]): T | undefined {
  try {
    return step();
  } catch (error) {
    faults.push(messageOf(error));
    return undefined;
  }
}

/** Undefined where nobody is to see them. */
function metricsOf(config: Config, store: Store, { openBreakers }: Fetching): DeferredMetrics | undefined {
  if (config.observability.metrics.kind === 'nowhere') return undefined;
  const gauges = { isStoreReady: () => store.state().kind === 'ready', openBreakers };
  return deferredMetrics(async () => (await import('./edge/metrics/prometheus.js')).createPrometheus(gauges));
}

async function tracingOf({ observability }: Config, version: string): Promise<Tracing> {
  return observability.traces ? (await import('./edge/tracing/open-telemetry.js')).createTracing(version) : NO_TRACING;
}

function guardsOf({ trust }: Config): ReadonlySet<'token' | 'discovery'> {
  if (trust.mode === 'off') return new Set();
  return new Set(trust.protectsDiscovery ? ['token', 'discovery'] : ['token']);
}

/** What only TRUST_MODE=required needs is loaded only then. */
async function doorOf(config: Config, store: Store, logger: Logger, faults: string[]): Promise<WarmDoor | undefined> {
  const { mode, clientsFile = '', ...others } = config.trust;
  const { fhirServers, vendor, allowSiteAddresses } = config.fetch;
  if (mode === 'off') return { ...openDoor(anonymousClient(fhirServers, vendor)), warm: () => Promise.resolve() };
  const [{ loadClients }, { createGuardedDoor }] = await Promise.all([
    import('./edge/trust/load-clients.js'),
    import('./edge/guarded-door.js'),
  ]);
  const { production, publicBaseUrl } = config.server;
  const defaults = { publicBaseUrl, fhirServers: fhirServers === 'any' ? [] : fhirServers, vendor };
  const rules = { isProduction: production, allowSiteAddresses };
  const registry = attempt(() => loadClients(clientsFile, defaults, rules), faults);
  if (!registry) return undefined;
  const addresses = allowSiteAddresses ? 'public-and-site' : 'public';
  const sharedReplay: ReplayGuard = {
    remember: (issuer, jti, expiresAt) => store.rememberToken(issuer, jti, new Date(expiresAt * 1000)),
  };
  return createGuardedDoor({ registry, ...others, addresses, sharedReplay, now: Date.now, logger });
}

async function start(config: Config): Promise<void> {
  const faults: string[] = [];
  const unwritable = prepareDataDirectory(config.store.dataDirectory);
  if (unwritable !== undefined) faults.push(unwritable);
  const cards = config.site.cardsDirectory ?? cardsDirectory;
  const loaded = attempt(() => loadKnowledge(config.site.knowledgeDirectory ?? knowledgeDirectory, [cards]), faults);
  const content = attempt(() => loadCards(cards), faults);
  const safetyContent = content && attempt(() => loadSafetyCards(cards, content), faults);
  const logger = createLogger(config.observability.logLevel);
  const store = configuredStore(config.store, {
    migrationsDirectory,
    logger,
    now: () => new Date(),
    onDirectoryInUse: () => refuseToStart([`DATA_DIR ${config.store.dataDirectory} is in use by another process`]),
  });
  const { budgetMilliseconds, callMilliseconds, allowSiteAddresses, prefetchProfile } = config.fetch;
  const fetching = createFetching({
    budgetMilliseconds,
    callMilliseconds,
    addresses: allowSiteAddresses ? 'public-and-site' : 'public',
    isProduction: config.server.production,
    now: () => performance.now(),
  });
  const metrics = metricsOf(config, store, fetching);
  const door = await doorOf(config, store, logger, faults);
  if (!loaded || !content || !safetyContent || !door || faults.length > 0) refuseToStart(faults);

  const knowledge = compileKnowledge(loaded.data, loaded.digest);
  const calendar = calendarOf(config.site.timeZone);
  const smart = config.answers.smartAppUrl === undefined ? {} : { smartAppUrl: config.answers.smartAppUrl };
  const review = createReviewService({
    knowledge,
    content: { ...content, ...smart },
    calendar,
    showNotRefractory: config.answers.showNotRefractory,
  });
  const safety = { knowledge, content: { ...safetyContent, ...smart }, calendar, scope: config.answers.safetyScope };
  const clock = { calendar, now: () => new Date() };
  let stopping = false;
  const app = createApp({
    services: [
      review,
      createOrderSelectService(safety),
      createOrderSignService(safety),
      createInfusionCheckService(safety),
    ],
    assess: createAssessor(knowledge, calendar).bundle,
    feedback: { store, keepComments: config.store.keepComments },
    health: { knowledge, isStopping: () => stopping, store },
    metrics: metrics ?? NO_METRICS,
    tracing: await tracingOf(config, knowledge.version),
    renderMetrics: metrics && config.observability.metrics.kind === 'beside' ? metrics.page : undefined,
    logger,
    clock,
    about: () => aboutService(knowledge, (id) => verdictName(content.labels, id), today(clock)),
    newId: randomUUID,
    door,
    allowPrivateNetwork: !config.server.production,
    allowEvaluationDate: config.answers.allowEvaluationDate,
    requireHttps: config.server.production,
    openApi: {
      version: knowledge.version,
      publicBaseUrl: config.server.publicBaseUrl,
      guards: guardsOf(config),
      assessment: async () =>
        JSON.parse(await readFile(assessmentSchemaFile, 'utf8')) as Readonly<Record<string, unknown>>,
    },
    prefetchProfile,
    completePrefetch: fetching.completePrefetch,
  });
  const server = await listen(app, config.server.port, config.server.host, {
    note: (code) => {
      logger.info({ problem: code }, 'no request');
    },
  });
  process.stdout.write(`myositis-cds listens on ${addressOf(server)}\n`);
  const { metrics: place } = config.observability;
  const beside =
    metrics && place.kind === 'own-port' ? [await listen(metricsOnly(metrics.page), place.port, place.host)] : [];
  for (const server of beside) process.stdout.write(`metrics on ${addressOf(server)}/metrics\n`);
  const begin = (): void => {
    store.begin();
    void metrics?.begin();
    void Promise.all([door.warm(), fetching.warm()]);
  };
  setTimeout(begin, WARM_UP_MILLISECONDS);

  const finish = (): void => {
    if (stopping) return;
    stopping = true;
    void stop(server, PATIENCE_MILLISECONDS).then(async (finished) => {
      // last: requests in flight may still have something to keep
      await store.close();
      await Promise.all(beside.map((metricsServer) => stop(metricsServer, 0)));
      process.exit(finished ? 0 : 1);
    });
  };
  process.on('SIGINT', finish);
  process.on('SIGTERM', finish);
}

const configured = readConfig(process.env);
if (configured.kind === 'faults') refuseToStart(configured.faults);
start(configured.config).catch((error: unknown) => refuseToStart([messageOf(error)]));
