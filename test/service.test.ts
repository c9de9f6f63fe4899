/** The whole service on real content: README's request, the hook fixtures, and inputs that must fail politely. */
import { aboutService } from '../src/core/about/about.js';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { parse } from 'yaml';
import { createReviewService } from '../src/core/services/rituximab-review.js';
import { lintPrefetch } from '../src/core/cds-hooks/prefetch-template.js';
import { calendarOf } from '../src/core/time.js';
import { createAssessor } from '../src/edge/assessor.js';
import { loadCards } from '../src/edge/content/load-cards.js';
import { fetchNothing } from '../src/edge/fhir/complete-prefetch.js';
import { openDoor } from '../src/edge/http/admission.js';
import { createApp } from '../src/edge/http/app.js';
import { anonymousClient } from '../src/edge/trust/client.js';
import { createLogger } from '../src/edge/logger.js';
import { cardsDirectory } from '../src/edge/paths.js';
import { quietEdge } from './edge/http/fakes.js';
import { knowledge } from './knowledge.js';

const fixtures = join(import.meta.dirname, '../fhir-fixtures');
const read = (path: string): string => readFileSync(join(fixtures, path), 'utf8');
const calendar = calendarOf('UTC');
const service = createReviewService({
  knowledge,
  content: loadCards(cardsDirectory),
  calendar,
  showNotRefractory: false,
});
const stream = new PassThrough();
let log = '';
stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
const app = createApp({
  services: [service],
  assess: createAssessor(knowledge, calendar).bundle,
  ...quietEdge(knowledge),
  about: () => aboutService(knowledge, (id) => id, 0),
  logger: createLogger('info', stream),
  clock: { calendar, now: () => new Date('2026-03-01T12:00:00Z') },
  newId: randomUUID,
  door: openDoor(anonymousClient('any', undefined)),
  allowPrivateNetwork: true,
  allowEvaluationDate: true,
  requireHttps: false,
  prefetchProfile: 'full',
  completePrefetch: fetchNothing,
});

interface Answer {
  readonly cards: readonly {
    readonly summary: string;
    readonly detail: string;
    readonly source: { readonly topic: { readonly code: string } };
  }[];
}

const fire = async (file: string) => {
  const response = await request(app)
    .post('/cds-services/myositis-rituximab-review')
    .set('Content-Type', 'application/json')
    .set('Evaluation-Date', '2026-03-01')
    .send(read(`hooks/${file}.json`));
  return { status: response.status, answer: response.body as Answer };
};

describe('the hook on real content', () => {
  it("answers README's request with README's card", async () => {
    const { status, answer } = await fire('readme-example');
    expect(status).toBe(200);
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
    expect(readme).toContain(answer.cards[0]?.summary);
  });

  it.each([
    ['readme-example', 'refractory-supported'],
    ['keys-omitted', 'refractory-needs-information'],
    ['medication-requests-failed', 'refractory-needs-information'],
  ])('%s shows %s', async (file, topic) => {
    const { answer } = await fire(file);
    expect(answer.cards.map((card) => card.source.topic.code)).toEqual([topic]);
  });

  it('says on the card what could not be looked at', async () => {
    const { answer } = await fire('keys-omitted');
    expect(answer.cards[0]?.detail).toMatch(/- Not looked at: .*muscle enzymes and drug levels \(labsCore\)/);
  });

  it.each(['out-of-scope', 'keys-null'])('%s is silent', async (file) => {
    expect(await fire(file)).toEqual({ status: 200, answer: { cards: [] } });
  });

  it('advertises templates that any client can fill', () => {
    expect(Object.values(service.prefetch).every((template) => template.length < 1500)).toBe(true);
    expect(lintPrefetch('patient-view', service.prefetch)).toEqual([]);
  });

  it('never writes patient data to the log', () => {
    expect(log).not.toMatch(/\bana\b|Polymyositis|1968-04-02|methotrexate/i);
  });
});

describe('inputs that must fail politely', () => {
  const cases = Object.entries(
    parse(read('broken/expected.yaml')) as Record<string, { endpoint: string; status: number }>,
  );

  it('names every broken file', () => {
    const files = readdirSync(join(fixtures, 'broken')).filter((name) => name.endsWith('.json'));
    expect(files.toSorted()).toEqual(cases.map(([name]) => `${name}.json`).toSorted());
  });

  it.each(cases)('%s', async (name, { endpoint, status }) => {
    const path = endpoint === 'hook' ? '/cds-services/myositis-rituximab-review' : '/assessments';
    const response = await request(app)
      .post(path)
      .set('Content-Type', 'application/json')
      .send(read(`broken/${name}.json`));
    expect([name, response.status]).toEqual([name, status]);
    expect(response.body).toMatchObject({ resourceType: 'OperationOutcome' });
    expect(JSON.stringify(response.body)).not.toMatch(/\bat .*\.(?:ts|js):\d+/);
  });
});
