import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { formatDay } from '../../../src/core/time.js';
import type { Card } from '../../../src/core/cds-hooks/index.js';
import type { ServiceAnswer } from '../../../src/core/services/service.js';
import { openDoor } from '../../../src/edge/http/admission.js';
import { serviceTable } from '../../../src/edge/http/cds-services.js';
import { discovery } from '../../../src/edge/http/discovery.js';
import { anonymousClient } from '../../../src/edge/trust/client.js';
import { CALL_PATH, CARD, expectOutcome, fakeService, fakeWorld, hookBody } from './fakes.js';

describe('discovery', () => {
  it('lists each service with its prefetch and versions', async () => {
    const answer = await request(fakeWorld().app).get('/cds-services').expect(200);
    expect(answer.body).toEqual({
      services: [
        {
          id: 'review',
          hook: 'patient-view',
          title: 'A review',
          description: 'Reviews.',
          prefetch: { patient: 'Patient/{{context.patientId}}' },
          usageRequirements: 'Nothing.',
          version: '3.0.0-ballot',
          hookVersion: '1.0',
        },
      ],
    });
  });

  it('leaves out what a service does not have', async () => {
    const bare = { ...fakeService(() => ({ kind: 'cards', cards: [] })), prefetch: {}, usageRequirements: '' };
    const answer = await request(fakeWorld(undefined, { services: [bare] }).app).get('/cds-services');
    expect(answer.text).not.toContain('prefetch');
    expect(answer.text).not.toContain('usageRequirements');
  });

  it('says so when nothing is offered', async () => {
    const answer = await request(fakeWorld(undefined, { services: [] }).app)
      .get('/cds-services')
      .expect(200);
    expect(answer.text).toBe('{"services":[]}');
  });

  it('refuses to start with one service listed twice', () => {
    const service = fakeService(() => ({ kind: 'cards', cards: [] }));
    expect(() => serviceTable([service, service])).toThrow('listed twice');
  });
});

describe('a call', () => {
  it('is answered with the cards and kept out of caches', async () => {
    const { app, calls } = fakeWorld();
    const answer = await request(app).post(CALL_PATH).send(hookBody()).expect(200);
    expect(answer.body).toEqual({ cards: [CARD] });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.headers).not.toHaveProperty('etag');
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(calls[0]).toMatchObject({ patientId: 'p-1', prefetch: { patient: { id: 'p-1' } } });
  });

  it('is answered with an empty list when there is nothing to say', async () => {
    const { app } = fakeWorld(() => ({ kind: 'cards', cards: [] }));
    const answer = await request(app).post(CALL_PATH).send(hookBody()).expect(200);
    expect(answer.text).toBe('{"cards":[]}');
  });

  it('names the keys it cannot do without', async () => {
    const { app } = fakeWorld(() => ({ kind: 'missing-data', keys: ['patient', 'conditions'] }));
    const answer = await request(app).post(CALL_PATH).send(hookBody()).expect(412);
    expectOutcome(answer.body, 'missing-prefetch');
    expect(answer.text).toContain('patient, conditions');
  });

  it.each([
    ['absent', undefined],
    ['null', null],
  ])('takes an %s prefetch for an empty one', async (_name, prefetch) => {
    const { app, calls } = fakeWorld();
    await request(app).post(CALL_PATH).send(hookBody({ prefetch })).expect(200);
    expect(calls[0]?.prefetch).toEqual({});
  });

  it('tolerates two slashes before the id', async () => {
    await request(fakeWorld().app).post('/cds-services//review').send(hookBody()).expect(200);
  });

  it.each([
    [
      'unknown members anywhere',
      { more: 1, extension: { 'org.example': [] }, context: { userId: 'Patient/1', patientId: 'p-1', more: {} } },
    ],
    ['a hookInstance that is no UUID', { hookInstance: 'preset-value' }],
    ['a server without authorization', { fhirServer: 'http://localhost:8080/fhir' }],
    ['null where nothing is meant', { fhirServer: null, fhirAuthorization: null }],
    [
      'a server with authorization',
      {
        fhirServer: 'https://ehr.example/fhir',
        fhirAuthorization: {
          access_token: 't',
          token_type: 'bearer',
          expires_in: 300,
          scope: 'user/*.rs',
          subject: 'cds',
        },
      },
    ],
  ])('is not troubled by %s', async (_name, changed) => {
    await request(fakeWorld().app).post(CALL_PATH).send(hookBody(changed)).expect(200);
  });

  it('is not troubled by keys that name the prototype', async () => {
    const { app, calls } = fakeWorld();
    const text = JSON.stringify(hookBody()).replace(
      '"prefetch":{',
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prefetch":{"__proto__":{"polluted":1},',
    );
    await request(app).post(CALL_PATH).set('Content-Type', 'application/json').send(text).expect(200);
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(Object.getPrototypeOf(calls[0]?.prefetch)).toBe(Object.prototype);
    await request(app).post('/cds-services/__proto__').send(hookBody()).expect(404);
    await request(app).post('/cds-services/constructor').send(hookBody()).expect(404);
  });

  it('may come gzipped', async () => {
    const answer = await request(fakeWorld().app)
      .post(CALL_PATH)
      .set('Content-Type', 'application/fhir+json; charset=UTF-8')
      .set('Content-Encoding', 'gzip')
      .serialize((body: unknown) => body as string)
      .send(gzipSync(JSON.stringify(hookBody())));
    expect(answer.status).toBe(200);
  });
});

describe('the last look at what leaves', () => {
  const uuid = '0b6f5a3e-7a53-4f0a-9f0e-8d1f8e9d0003';

  it('CH-085 a card that must not be sent fails the whole answer, and the log names the rule but nothing of the card', async () => {
    const good = { ...CARD, uuid };
    const bad = { ...CARD, summary: 'SENTINEL '.repeat(20) };
    const { app, log } = fakeWorld(() => ({ kind: 'cards', cards: [good, bad] }));
    const answer = await request(app).post(CALL_PATH).send(hookBody()).expect(500);
    expectOutcome(answer.body, 'internal-error');
    expect(answer.text).not.toContain('SENTINEL');
    expect(log()).toContain(
      '"requirement":"CH-088","broken":"CH-088: cards[1].summary has 180 characters, 140 or more"',
    );
    expect(log()).toMatch(/"frames":\["at /);
    expect(log()).not.toContain('SENTINEL');
  });

  it('CH-087 two cards of one uuid are never sent', async () => {
    const { app, log } = fakeWorld(() => ({ kind: 'cards', cards: [CARD, CARD] }));
    await request(app).post(CALL_PATH).send(hookBody()).expect(500);
    expect(log()).toContain('CH-087: cards[1].uuid is not unique');
  });

  it.each([
    ['CH-104', 'actionSelectionBehavior', { actionSelectionBehavior: true }],
    ['CH-117', 'autolaunchable', { autolaunchable: true }],
  ])('%s %s goes to a client that knows it and to no other', async (_requirement, member, features) => {
    const card: Card = {
      ...CARD,
      suggestions: [{ label: 'Do', uuid, ...(member === 'autolaunchable' ? {} : { actionSelectionBehavior: 'any' }) }],
      selectionBehavior: 'any',
      links: [
        {
          label: 'Open',
          url: 'https://app.example/launch',
          type: 'smart',
          ...(member === 'autolaunchable' ? { autolaunchable: true } : {}),
        },
      ],
    };
    const respond = (): ServiceAnswer => ({ kind: 'cards', cards: [card] });
    const anybody = anonymousClient('any', undefined);
    const knowing = openDoor({ ...anybody, features: { ...anybody.features, ...features } });
    await request(fakeWorld(respond, { door: knowing }).app)
      .post(CALL_PATH)
      .send(hookBody())
      .expect(200);
    await request(fakeWorld(respond).app).post(CALL_PATH).send(hookBody()).expect(500);
  });

  it('CH-011 refuses to start with a discovery that no client could use', () => {
    const service = {
      ...fakeService(() => ({ kind: 'cards', cards: [] })),
      prefetch: { labs: '/Observation' },
      title: '',
    };
    expect(() => discovery([service], 'full')).toThrow(/CH-017 title is blank; review: labs: CH-030/);
  });
});

describe('the day of a call', () => {
  it('is today at the site unless told otherwise', async () => {
    const { app, calls } = fakeWorld();
    await request(app).post(CALL_PATH).send(hookBody());
    await request(app).post(CALL_PATH).set('Evaluation-Date', '2024-02-29').send(hookBody());
    expect(calls.map(({ asOf }) => formatDay(asOf))).toEqual(['2026-03-04', '2024-02-29']);
  });

  it.each(['2026-02-30', '2026-3-4', 'today', '2026-03-04T00:00:00Z'])('is not %s', async (date) => {
    const answer = await request(fakeWorld().app)
      .post(CALL_PATH)
      .set('Evaluation-Date', date)
      .send(hookBody())
      .expect(400);
    expectOutcome(answer.body, 'invalid-evaluation-date');
  });

  it('cannot be chosen where that is switched off', async () => {
    const { app, calls } = fakeWorld(undefined, { allowEvaluationDate: false });
    const answer = await request(app).post(CALL_PATH).set('Evaluation-Date', '2024-02-29').send(hookBody()).expect(400);
    expectOutcome(answer.body, 'evaluation-date-refused');
    expect(calls).toHaveLength(0);
  });
});

describe('a body that is no hook request', () => {
  const context = { userId: 'Practitioner/1', patientId: 'p-1' };
  const authorization = {
    access_token: 't',
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'user/*.rs',
    subject: 'cds',
  };
  const server = 'https://ehr.example/fhir';
  it.each([
    ['no hook', { hook: undefined }, 'invalid-hook-request'],
    ['a hook that is no text', { hook: 1 }, 'invalid-hook-request'],
    ['another hook', { hook: 'order-sign' }, 'hook-not-served'],
    ['the hook "__proto__"', { hook: '__proto__' }, 'hook-not-served'],
    ['no hookInstance', { hookInstance: undefined }, 'invalid-hook-request'],
    ['an empty hookInstance', { hookInstance: '' }, 'invalid-hook-request'],
    ['no context', { context: undefined }, 'invalid-hook-request'],
    ['an empty context', { context: {} }, 'invalid-hook-request'],
    ['a context that is a list', { context: [] }, 'invalid-hook-request'],
    ['a patient as a reference', { context: { ...context, patientId: 'Patient/1' } }, 'invalid-hook-request'],
    ['a patient id of 65 characters', { context: { ...context, patientId: 'p'.repeat(65) } }, 'invalid-hook-request'],
    ['a user as a bare id', { context: { ...context, userId: '1' } }, 'invalid-hook-request'],
    ['an encounter that is no id', { context: { ...context, encounterId: {} } }, 'invalid-hook-request'],
    ['a prefetch that is text', { prefetch: '<html>' }, 'invalid-hook-request'],
    ['a prefetch that is a list', { prefetch: [] }, 'invalid-hook-request'],
    ['a server that is no address', { fhirServer: 'ehr' }, 'invalid-hook-request'],
    ['a server that is a file', { fhirServer: 'file:///etc' }, 'invalid-hook-request'],
    ['authorization without a server', { fhirAuthorization: authorization }, 'server-missing'],
    [
      'authorization without a token',
      { fhirServer: server, fhirAuthorization: { ...authorization, access_token: undefined } },
      'invalid-hook-request',
    ],
    [
      'authorization of another type',
      { fhirServer: server, fhirAuthorization: { ...authorization, token_type: 'MAC' } },
      'invalid-hook-request',
    ],
    [
      'authorization for a time in words',
      { fhirServer: server, fhirAuthorization: { ...authorization, expires_in: '300' } },
      'invalid-hook-request',
    ],
    [
      'authorization for someone else',
      { fhirServer: server, fhirAuthorization: { ...authorization, patient: 'p-2' } },
      'invalid-hook-request',
    ],
  ])('is refused: %s', async (_name, changed, code) => {
    const { app, calls } = fakeWorld();
    const answer = await request(app).post(CALL_PATH).send(hookBody(changed)).expect(400);
    expectOutcome(answer.body, code);
    expect(calls).toHaveLength(0);
  });

  it('is refused in production over a server without https', async () => {
    const { app } = fakeWorld(undefined, { requireHttps: true });
    const answer = await request(app)
      .post(CALL_PATH)
      .send(hookBody({ fhirServer: 'HTTP://ehr.example/fhir' }))
      .expect(400);
    expectOutcome(answer.body, 'insecure-fhir-server');
    await request(app)
      .post(CALL_PATH)
      .send(hookBody({ fhirServer: 'https://ehr.example/fhir' }))
      .expect(200);
  });

  it('names every member that is wrong and quotes none', async () => {
    const answer = await request(fakeWorld().app)
      .post(CALL_PATH)
      .send(hookBody({ hookInstance: 7, context: { patientId: 'SENTINEL/1', userId: 'SENTINEL' } }));
    expect(answer.text).toContain('context.patientId: must be a bare FHIR id');
    expect(answer.text).toContain('context.userId');
    expect(answer.text).toContain('hookInstance');
    expect(answer.text).not.toContain('SENTINEL');
  });
});
