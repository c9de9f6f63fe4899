/** What a call may look like, and what is made of it (CDS Hooks, "Calling a CDS Service"; the hook definitions). */
import { randomUUID } from 'node:crypto';
import { access, startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { DAY, INFUSION, REVIEW, SELECT, SIGN, fixture, inContext, post, topicsOf, without } from './client.js';
import type { Json } from './client.js';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const review = fixture('readme-example');
const sign = fixture('order-sign-hbsag-positive');
const context = sign['context'] as Json;
const drafts = context['draftOrders'] as Json;
const select = inContext({ ...sign, hook: 'order-select' }, { selections: ['MedicationRequest/draft-1'] });
const infusion = inContext({ ...sign, hook: 'encounter-start' }, { encounterId: 'e1', draftOrders: undefined });

const status = async (path: string, body: unknown): Promise<number> =>
  (await post(service.address, path, body, DAY)).status;

describe('CH-044 every hook is answered', () => {
  it.each([
    [REVIEW, review, ['refractory-supported']],
    [SIGN, sign, ['order-contraindicated']],
    [SELECT, select, ['order-contraindicated']],
    [INFUSION, infusion, []],
  ])('%s', async (path, body, topics) => {
    const answer = await post(service.address, path, body, DAY);
    expect([answer.status, topicsOf(answer).filter((topic) => topics.includes(topic))]).toEqual([200, topics]);
  });
});

describe('CH-046 what is no call is refused with 400 and never 500', () => {
  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['a list', []],
    ['null', 'null'],
    ['text', '"patient-view"'],
    ['no hook', without(review, 'hook')],
    ['a hook that is a list', { ...review, hook: ['patient-view'] }],
    ['no hookInstance', without(review, 'hookInstance')],
    ['a hookInstance that is a number', { ...review, hookInstance: 1 }],
    ['no context', without(review, 'context')],
    ['an empty context', { ...review, context: {} }],
    ['a context that is null', { ...review, context: null }],
    ['a context that is text', { ...review, context: 'p' }],
    ['a prefetch that is text', { ...review, prefetch: 'x' }],
    ['an authorization that is text', { ...review, fhirServer: 'https://e.example', fhirAuthorization: 'Bearer x' }],
  ])('%s', async (_name, body) => {
    expect(await status(REVIEW, body)).toBe(400);
  });
});

it('CH-047 a hook that this service does not answer is refused with 400', async () => {
  expect(await status(SIGN, review)).toBe(400);
  expect(await status(REVIEW, sign)).toBe(400);
});

it.each(['not-a-uuid', '59ec0aa6-2ef3-f4e6-d2ee-f6c4a6b5a7d1', '4B69-X', ' '])(
  'CH-048 hookInstance %j is taken, and taken again',
  async (hookInstance) => {
    expect(await status(REVIEW, { ...review, hookInstance })).toBe(200);
    expect(await status(REVIEW, { ...review, hookInstance })).toBe(200);
  },
);

describe('access to a FHIR server', () => {
  const { fhirServer, fhirAuthorization } = access('http://127.0.0.1:9/fhir') as {
    fhirServer: string;
    fhirAuthorization: Json;
  };

  it('CH-049 cds-r-1: an authorization needs its server; a server needs no authorization', async () => {
    expect(await status(REVIEW, { ...review, fhirAuthorization })).toBe(400);
    expect(await status(REVIEW, { ...review, fhirServer })).toBe(200);
  });

  it.each(['access_token', 'token_type', 'expires_in', 'scope', 'subject'])(
    'CH-071 an authorization without %s is refused',
    async (member) => {
      expect(
        await status(REVIEW, { ...review, fhirServer, fhirAuthorization: without(fhirAuthorization, member) }),
      ).toBe(400);
    },
  );

  it('CH-071 CH-074 cds-r-2: Bearer in any case, a patient that is the patient, and no other', async () => {
    const with_ = (more: Json): Json => ({
      ...review,
      fhirServer,
      fhirAuthorization: { ...fhirAuthorization, ...more },
    });
    expect(await status(REVIEW, with_({ token_type: 'bearer', scope: 'patient/*.read', patient: 'ana' }))).toBe(200);
    expect(await status(REVIEW, with_({ scope: 'patient/*.read' }))).toBe(200);
    expect(await status(REVIEW, with_({ scope: 'patient/*.read', patient: 'another' }))).toBe(400);
    expect(await status(REVIEW, with_({ expires_in: '300' }))).toBe(400);
  });
});

describe('CH-051 CH-056 CH-158 what we do not know does not disturb', () => {
  it.each<[string, Json]>([
    ['a member at the top', { ...review, more: { deeply: [1] } }],
    ['an extension', { ...review, extension: { 'davinci-crd.configuration': { 'max-cards': 1 } } }],
    ['an extension of another shape', { ...review, extension: [{ url: 'x' }] }],
    ['an extension that is null', { ...review, extension: null }],
    ['a member of the context', inContext(review, { encounterId: 'e1', locationId: 'l1', extension: {} })],
    ['a prefetch key (CH-063)', { ...review, prefetch: { ...Object(review['prefetch']), nobodyAsked: 'x' } }],
  ])('%s', async (_name, body) => {
    const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
    const plain = await post(service.address, REVIEW, review, DAY);
    const more = await post(service.address, REVIEW, body, DAY);
    expect([more.status, more.text.replaceAll(uuids, '')]).toEqual([200, plain.text.replaceAll(uuids, '')]);
  });
});

describe('CH-052 the context', () => {
  it.each<[string, string, Json]>([
    ['a reference for a patient', REVIEW, inContext(review, { patientId: 'Patient/ana' })],
    ['no patient', REVIEW, inContext(review, { patientId: undefined })],
    ['no user', REVIEW, inContext(review, { userId: undefined })],
    ['a bare id for a user', REVIEW, inContext(review, { userId: 'rheum-1' })],
    ['an encounter as a reference', REVIEW, inContext(review, { encounterId: 'Encounter/1' })],
    ['order-sign without drafts', SIGN, inContext(sign, { draftOrders: undefined })],
    ['order-select without selections', SELECT, inContext(select, { selections: undefined })],
    ['order-select with a selection that is a number', SELECT, inContext(select, { selections: [1] })],
    ['encounter-start without an encounter', INFUSION, inContext(infusion, { encounterId: undefined })],
  ])('%s is refused', async (_name, path, body) => {
    expect(await status(path, body)).toBe(400);
  });

  it.each(['Practitioner/1', 'PractitionerRole/1', 'Patient/ana', 'RelatedPerson/1'])(
    'the user may be %s',
    async (userId) => {
      expect(await status(REVIEW, inContext(review, { userId }))).toBe(200);
    },
  );
});

describe('CH-054 drafts are taken as they come', () => {
  const bundle = (resource: unknown, more: Json = {}): Json => ({
    resourceType: 'Bundle',
    entry: [{ resource }],
    ...more,
  });
  it.each<[string, unknown]>([
    [
      'nearly empty',
      bundle({ resourceType: 'MedicationRequest', id: 'd', status: 'draft', subject: { reference: 'Patient/p1' } }),
    ],
    [
      'with a category that is no list',
      bundle({ resourceType: 'MedicationRequest', id: 'd', category: { text: 'x' } }),
    ],
    ['signed before', bundle({ resourceType: 'MedicationRequest', id: 'd', status: 'active' })],
    ['without an id', bundle({ resourceType: 'MedicationRequest' })],
    [
      'of DSTU2',
      bundle({
        resourceType: 'MedicationOrder',
        id: 'd',
        status: 'draft',
        medicationCodeableConcept: { text: 'rituximab' },
      }),
    ],
    ['of other kinds', bundle({ resourceType: 'NutritionOrder', id: 'd' })],
    ['that are null', bundle(null)],
    ['that are none', { resourceType: 'Bundle' }],
    ['without a type', { ...drafts, type: undefined }],
  ])('%s', async (_name, draftOrders) => {
    expect(await status(SIGN, inContext(sign, { draftOrders }))).toBe(200);
    expect(await status(SELECT, inContext(select, { draftOrders }))).toBe(200);
  });
});

it('CH-055 order-select speaks of what is selected and of no other draft', async () => {
  const other = inContext(select, { selections: ['MedicationRequest/another'] });
  expect(topicsOf(await post(service.address, SELECT, select, DAY))).toContain('order-contraindicated');
  expect(topicsOf(await post(service.address, SELECT, other, DAY))).toEqual([]);
});

it('CH-053 every hook that is answered has a user; those without are not offered', async () => {
  const hooks = ['order-dispatch', 'medication-refill'];
  for (const hook of hooks) expect(await status(REVIEW, { ...review, hook, hookInstance: randomUUID() })).toBe(400);
});
