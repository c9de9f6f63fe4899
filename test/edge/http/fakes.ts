/** A service, an assessor and a world for tests of the HTTP edge: no medicine, no clock, no files. */
import { PassThrough } from 'node:stream';
import type { Express } from 'express';
import type { About } from '../../../src/core/about/about.js';
import type { Assessment } from '../../../src/core/assessment.js';
import type { CdsService, ServiceAnswer, ServiceCall } from '../../../src/core/services/service.js';
import { calendarOf } from '../../../src/core/time.js';
import { fetchNothing } from '../../../src/edge/fhir/complete-prefetch.js';
import { openDoor } from '../../../src/edge/http/admission.js';
import { createApp } from '../../../src/edge/http/app.js';
import type { AppParts } from '../../../src/edge/http/app.js';
import { anonymousClient } from '../../../src/edge/trust/client.js';
import { createLogger } from '../../../src/edge/logger.js';
import { NO_METRICS } from '../../../src/edge/metrics/metrics.js';
import { NO_TRACING } from '../../../src/edge/tracing/tracing.js';
import { knowledgeData } from '../../knowledge.js';

const SERVICE_ID = 'review';
export const CALL_PATH = `/cds-services/${SERVICE_ID}`;

export const CARD = {
  uuid: '0b6f5a3e-7a53-4f0a-9f0e-8d1f8e9d0001',
  summary: 'Something to know',
  indicator: 'info',
  source: {
    label: 'A source',
    topic: { system: 'https://myositis-cds.example/fhir/CodeSystem/card-topic', code: 'a-topic' },
  },
} as const;

export const ASSESSMENT: Assessment = {
  asOf: '2026-03-01',
  patient: 'Patient/1',
  isDeceased: false,
  knowledge: { version: '1.2.3', digest: 'abc' },
  stage: 'before-rituximab',
  diagnosis: { subtype: 'polymyositis', evidence: [] },
  refractory: { strict: 'unknown', extended: 'unknown', mok2007: 'met' },
  trials: [],
  glucocorticoid: {
    dailyPrednisoneEquivalent: null,
    taper: 'undetermined',
    recentMean: null,
    earlierMean: null,
    because: 'No data.',
  },
  activeDisease: 'unknown',
  courses: [],
  responses: [],
  verdicts: [],
  dataQuality: [],
  notUsed: [],
  coverage: {},
};

/** What an app needs beside its services: nothing is counted, and whatever is to be kept is thrown away. */
export function quietEdge(
  knowledge: AppParts['health']['knowledge'],
): Pick<AppParts, 'feedback' | 'health' | 'metrics' | 'tracing' | 'renderMetrics' | 'openApi'> {
  return {
    feedback: { store: { saveFeedback: (records) => Promise.resolve(records.length) }, keepComments: true },
    health: { knowledge, isStopping: () => false, store: { where: 'postgresql', state: () => ({ kind: 'ready' }) } },
    metrics: NO_METRICS,
    tracing: NO_TRACING,
    renderMetrics: undefined,
    openApi: {
      version: '1.2.3',
      publicBaseUrl: undefined,
      guards: new Set(),
      assessment: () => Promise.resolve({ type: 'object' }),
    },
  };
}
export const ABOUT: About = {
  ...knowledgeData.about,
  knowledge: { version: '1.2.3', digest: 'abc' },
  asOf: '2026-03-04',
  sourceAttributes: [],
  rules: [
    {
      rule: 'R-1',
      id: 'adult',
      name: 'Adult <b>',
      group: 'population',
      sources: [{ cite: 'a', title: 'A & B', url: 'https://example.org/?a=1&b=2', read: '2026-01-01' }],
      reviewBy: '2026-03-01',
      isUnderReview: true,
    },
  ],
};

export interface FakeWorld {
  readonly app: Express;
  readonly calls: ServiceCall[];
  readonly assessed: { bundle: unknown; asOf: number }[];
  /** Everything logged so far. */
  readonly log: () => string;
}

export function fakeService(respond: (call: ServiceCall) => ServiceAnswer): CdsService {
  return {
    id: SERVICE_ID,
    hook: 'patient-view',
    title: 'A review',
    description: 'Reviews.',
    usageRequirements: 'Nothing.',
    prefetch: { patient: 'Patient/{{context.patientId}}' },
    gate: ['patient'],
    needs: () => [],
    respond,
  };
}

export function fakeWorld(
  respond: (call: ServiceCall) => ServiceAnswer = () => ({ kind: 'cards', cards: [CARD] }),
  changed: Partial<AppParts> = {},
): FakeWorld {
  const calls: ServiceCall[] = [];
  const assessed: { bundle: unknown; asOf: number }[] = [];
  const stream = new PassThrough();
  let log = '';
  stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const app = createApp({
    services: [
      fakeService((call) => {
        calls.push(call);
        return respond(call);
      }),
    ],
    assess: (bundle, asOf) => {
      assessed.push({ bundle, asOf });
      return { kind: 'assessment', assessment: ASSESSMENT };
    },
    ...quietEdge({ version: '1.2.3', digest: 'abc' }),
    logger: createLogger('info', stream),
    about: () => ABOUT,
    clock: { calendar: calendarOf('UTC'), now: () => new Date('2026-03-04T12:00:00Z') },
    newId: () => '0b6f5a3e-7a53-4f0a-9f0e-8d1f8e9d0002',
    door: openDoor(anonymousClient('any', undefined)),
    allowPrivateNetwork: true,
    allowEvaluationDate: true,
    requireHttps: false,
    prefetchProfile: 'full',
    completePrefetch: fetchNothing,
    ...changed,
  });
  return { app, calls, assessed, log: () => log };
}

export function hookBody(changed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    hook: 'patient-view',
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context: { userId: 'Practitioner/1', patientId: 'p-1' },
    prefetch: { patient: { resourceType: 'Patient', id: 'p-1' } },
    ...changed,
  };
}

/** What every answer that is not 2xx must look like (CH-084). */
export function expectOutcome(body: unknown, code: string): void {
  expect(body).toMatchObject({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', details: { coding: [{ code }] } }],
  });
}
