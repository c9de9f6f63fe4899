/** The three safety hooks over HTTP, on real content. */
import { aboutService } from '../src/core/about/about.js';
import { PassThrough } from 'node:stream';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { calendarOf } from '../src/core/time.js';
import { createAssessor } from '../src/edge/assessor.js';
import { fetchNothing } from '../src/edge/fhir/complete-prefetch.js';
import { openDoor } from '../src/edge/http/admission.js';
import { createApp } from '../src/edge/http/app.js';
import { anonymousClient } from '../src/edge/trust/client.js';
import { createLogger } from '../src/edge/logger.js';
import { draftBundle, prefetchOf, safetyServices } from './hooks.js';
import { quietEdge } from './edge/http/fakes.js';
import { knowledge } from './knowledge.js';
import { verdict } from './patient.js';
import type { Assessment } from '../src/core/assessment.js';
import { pm } from './core/criteria/safety-patient.js';

const calendar = calendarOf('UTC');
const app = createApp({
  services: Object.values(safetyServices()),
  assess: createAssessor(knowledge, calendar).bundle,
  ...quietEdge(knowledge),
  about: () => aboutService(knowledge, (id) => id, 0),
  logger: createLogger('silent', new PassThrough()),
  clock: { calendar, now: () => new Date('2026-03-01T12:00:00Z') },
  newId: randomUUID,
  door: openDoor(anonymousClient('any', undefined)),
  allowPrivateNetwork: true,
  allowEvaluationDate: true,
  requireHttps: false,
  prefetchProfile: 'full',
  completePrefetch: fetchNothing,
});
const rituximab = {
  resourceType: 'MedicationRequest',
  id: 'rtx',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  medicationCodeableConcept: { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '121191' }] },
};
const call = (hook: string, context: object, resources = pm().resources) => ({
  hook,
  hookInstance: randomUUID(),
  context: { userId: 'Practitioner/1', patientId: 'p', ...context },
  prefetch: prefetchOf(resources),
});
interface Answer {
  readonly cards: readonly { readonly source: { readonly topic: { readonly code: string } } }[];
}
const topics = async (service: string, body: object): Promise<readonly string[]> => {
  const response = await request(app).post(`/cds-services/${service}`).send(body).expect(200);
  return (response.body as Answer).cards.map(({ source }) => source.topic.code);
};

it('discovery lists every service with its hook', async () => {
  const { body } = (await request(app).get('/cds-services').expect(200)) as {
    body: { services: { id: string; hook: string }[] };
  };
  expect(body.services.map(({ id, hook }) => [id, hook])).toEqual([
    ['rituximab-order-select', 'order-select'],
    ['rituximab-order-sign', 'order-sign'],
    ['rituximab-infusion-check', 'encounter-start'],
  ]);
});

it('each hook is answered', async () => {
  const draftOrders = draftBundle([rituximab]);
  const selections = ['MedicationRequest/rtx'];
  expect(await topics('rituximab-order-select', call('order-select', { draftOrders, selections }))).toEqual([
    'order-prerequisites',
  ]);
  expect(await topics('rituximab-order-sign', call('order-sign', { draftOrders }))).toEqual([
    'order-prerequisites',
    'order-dose',
  ]);
  const due = [...pm().resources, { ...rituximab, status: 'active', authoredOn: '2026-02-20' }];
  expect(await topics('rituximab-infusion-check', call('encounter-start', { encounterId: 'e' }, due))).toEqual([
    'infusion-prerequisites',
  ]);
});

it('an assessment judges the drafts that come with it', async () => {
  const bundle = draftBundle(pm().resources);
  const wrong = { ...rituximab, dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: 50, unit: 'mg' } }] }] };
  const assess = async (draftOrders?: object): Promise<Assessment> => {
    const answer = await request(app)
      .post('/assessments')
      .send({ asOf: '2026-03-01', bundle, draftOrders })
      .expect(200);
    return answer.body as Assessment;
  };
  expect(verdict(await assess(), 'S-23').status).toBe('met');
  expect(verdict(await assess(draftBundle([wrong])), 'S-23')).toMatchObject({ status: 'not-met', severity: 'caution' });
});
