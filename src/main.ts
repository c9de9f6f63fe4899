/** Composition root: configuration → content → services → app → listen. The one place where the world comes in. */
import { randomUUID } from 'node:crypto';
import { compileKnowledge } from './core/knowledge/compile.js';
import { createInfusionCheckService } from './core/services/rituximab-infusion-check.js';
import { createOrderSelectService, createOrderSignService } from './core/services/rituximab-order.js';
import { createReviewService } from './core/services/rituximab-review.js';
import { calendarOf } from './core/time.js';
import { createAssessor } from './edge/assessor.js';
import { readConfig } from './edge/config.js';
import type { Config } from './edge/config.js';
import { loadCards } from './edge/content/load-cards.js';
import { loadSafetyCards } from './edge/content/load-safety-cards.js';
import { loadKnowledge } from './edge/content/load-knowledge.js';
import { prepareDataDirectory } from './edge/data-directory.js';
import { createApp } from './edge/http/app.js';
import { createPrefetchCompleter, fetchNothing } from './edge/fhir/complete-prefetch.js';
import type { CompletePrefetch } from './edge/fhir/complete-prefetch.js';
import { lazyConnection } from './edge/fhir/connect.js';
import { BREAKER, FETCH_LIMITS, LARGEST_ANSWER, SHARE_FOR_FETCHING } from './edge/fhir/limits.js';
import { addressOf, listen, stop } from './edge/http/server.js';
import { createLogger } from './edge/logger.js';
import { cardsDirectory, knowledgeDirectory } from './edge/paths.js';

const PATIENCE_MILLISECONDS = 25_000;
/** After the start, so that it does not lengthen it. */
const WARM_UP_MILLISECONDS = 1000;

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

interface Fetching {
  readonly completePrefetch: CompletePrefetch;
  /** Loads what fetching needs before the first call needs it. */
  readonly warm: () => void;
}

function fetching(config: Config): Fetching {
  if (config.fhirServers !== 'any' && config.fhirServers.length === 0)
    return { completePrefetch: fetchNothing, warm: () => undefined };
  const connect = lazyConnection({
    addresses: config.fetchSiteAddresses ? 'public-and-site' : 'public',
    largestAnswer: LARGEST_ANSWER,
    breaker: BREAKER,
  });
  const settings = {
    budgetMilliseconds: config.fetchBudgetMilliseconds * SHARE_FOR_FETCHING,
    limits: { ...FETCH_LIMITS, callMilliseconds: config.fetchCallMilliseconds },
    rules: { isProduction: config.production },
  };
  return {
    completePrefetch: createPrefetchCompleter(settings, connect, () => performance.now()),
    warm: () => void connect(),
  };
}

async function start(config: Config): Promise<void> {
  const faults: string[] = [];
  const unwritable = prepareDataDirectory(config.dataDirectory);
  if (unwritable !== undefined) faults.push(unwritable);
  const cards = config.cardsDirectory ?? cardsDirectory;
  const loaded = attempt(() => loadKnowledge(config.knowledgeDirectory ?? knowledgeDirectory, [cards]), faults);
  const content = attempt(() => loadCards(cards), faults);
  const safetyContent = content && attempt(() => loadSafetyCards(cards, content), faults);
  if (!loaded || !content || !safetyContent || faults.length > 0) refuseToStart(faults);

  const knowledge = compileKnowledge(loaded.data, loaded.digest);
  const calendar = calendarOf(config.timeZone);
  const smart = config.smartAppUrl === undefined ? {} : { smartAppUrl: config.smartAppUrl };
  const review = createReviewService({
    knowledge,
    content: { ...content, ...smart },
    calendar,
    showNotRefractory: config.showNotRefractory,
  });
  const safety = { knowledge, content: { ...safetyContent, ...smart }, calendar, scope: config.safetyScope };
  const { completePrefetch, warm } = fetching(config);
  let stopping = false;
  const app = createApp({
    services: [
      review,
      createOrderSelectService(safety),
      createOrderSignService(safety),
      createInfusionCheckService(safety),
    ],
    assess: createAssessor(knowledge, calendar).bundle,
    health: { knowledge, isReady: () => !stopping },
    logger: createLogger(config.logLevel),
    clock: { calendar, now: () => new Date() },
    newId: randomUUID,
    allowAnyOrigin: !config.production,
    allowEvaluationDate: config.allowEvaluationDate,
    requireHttps: config.production,
    prefetchProfile: config.prefetchProfile,
    completePrefetch,
    client: { fhirServers: config.fhirServers, vendor: config.fhirVendor },
  });
  const server = await listen(app, config.port, config.host);
  process.stdout.write(`myositis-cds listens on ${addressOf(server)}\n`);
  setTimeout(warm, WARM_UP_MILLISECONDS).unref();

  const finish = (): void => {
    if (stopping) return;
    stopping = true;
    void stop(server, PATIENCE_MILLISECONDS).then((finished) => process.exit(finished ? 0 : 1));
  };
  process.on('SIGINT', finish);
  process.on('SIGTERM', finish);
}

const configured = readConfig(process.env);
if (configured.kind === 'faults') refuseToStart(configured.faults);
start(configured.config).catch((error: unknown) => refuseToStart([messageOf(error)]));
