/**
 * The public CDS Hooks Sandbox as a client: what its pages send, and what they can show. By default it talks to a FHIR server
 * of DSTU2, leaves out every prefetch key it could not fill, and sends neither `encounterId` nor, unless launched from an EHR,
 * an authorization.
 */
import { randomUUID } from 'node:crypto';
import { startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { DAY, REVIEW, SELECT, SIGN, ask, fixture, inContext, post, topicsOf } from './client.js';
import type { Json } from './client.js';

let service: RunningService;
beforeAll(async () => {
  // no server may be called: the Sandbox's own is on the internet
  service = await startService({ client: { fhirServers: [] } });
});
afterAll(() => service.close());

const browser = { accept: 'application/json', origin: 'https://sandbox.cds-hooks.org', ...DAY };
const base = (hook: string, context: Json): Json => ({
  hookInstance: randomUUID(),
  hook,
  fhirServer: 'https://launch.smarthealthit.org/v/r2/fhir',
  context: { userId: 'Practitioner/COREPRACTITIONER1', patientId: 'smart-1288992', ...context },
});
const patient = { resourceType: 'Patient', id: 'smart-1288992', gender: 'female', birthDate: '1925-12-23' };
const draft = (more: Json): Json => ({
  resourceType: 'Bundle',
  entry: [
    {
      resource: {
        id: 'request-123',
        status: 'draft',
        subject: { reference: 'Patient/smart-1288992' },
        authoredOn: '2026-03-01',
        ...more,
      },
    },
  ],
});

describe('reading what is offered', () => {
  it('finds at least one service, each under an address of its own', async () => {
    const { status, body } = await ask(service.address, '/cds-services', { headers: browser });
    const services = body['services'] as { id: string }[];
    expect(status).toBe(200);
    expect(services.length).toBeGreaterThan(0);
    expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
  });

  it('CH-149 asks a preflight for its two headers, and one for a service in a private network', async () => {
    const headers = {
      origin: browser.origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    };
    const response = await fetch(`${service.address}${REVIEW}`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toMatch(/authorization.*content-type/);
  });
});

describe('patient-view', () => {
  it('CH-067 without any prefetch: 412, because its server may not be called and nothing is known', async () => {
    expect((await post(service.address, REVIEW, base('patient-view', {}), browser)).status).toBe(412);
  });

  it('with what it could fetch, and no key for what it could not: silence for a patient without myositis', async () => {
    const conditions = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: 1,
      entry: [
        {
          resource: {
            resourceType: 'Condition',
            id: '1',
            // DSTU2: `patient`, and codes for text
            patient: { reference: 'Patient/smart-1288992' },
            code: { coding: [{ system: 'http://snomed.info/sct', code: '38341003' }], text: 'Hypertension' },
            clinicalStatus: 'active',
            verificationStatus: 'confirmed',
          },
        },
      ],
    };
    const answer = await post(
      service.address,
      REVIEW,
      { ...base('patient-view', {}), prefetch: { patient, conditions } },
      browser,
    );
    expect([answer.status, answer.text]).toEqual([200, '{"cards":[]}']);
  });

  it('CH-049 launched from an EHR: an authorization without a patient, with scopes of SMART 1', async () => {
    const fhirAuthorization = {
      access_token: 'x',
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'patient/*.* user/*.* launch openid profile online_access',
      subject: '48163c5e-88b5-4cb3-92d3-23b800caa927',
    };
    const body = { ...base('patient-view', {}), fhirAuthorization, prefetch: { patient, conditions: null } };
    expect((await post(service.address, REVIEW, body, browser)).status).toBe(200);
  });
});

describe('the page of prescriptions', () => {
  const selections = ['MedicationRequest/request-123'];
  it.each<[string, Json]>([
    ['before a drug is chosen', { resourceType: 'MedicationRequest' }],
    ['with a category that is no list', { resourceType: 'MedicationRequest', category: { coding: [{ code: 'x' }] } }],
    [
      'in DSTU2',
      { resourceType: 'MedicationOrder', dateWritten: '2026-03-01', medicationCodeableConcept: { text: 'Rituximab' } },
    ],
  ])('CH-054 sends order-select at every edit: %s', async (_name, resource) => {
    const body = base('order-select', { selections, draftOrders: draft(resource) });
    const answer = await post(service.address, SELECT, { ...body, prefetch: { patient } }, browser);
    expect([answer.status, answer.text]).toEqual([200, '{"cards":[]}']);
  });

  it('sends order-sign with the finished draft', async () => {
    const body = base('order-sign', {
      draftOrders: draft({
        resourceType: 'MedicationRequest',
        intent: 'order',
        medicationCodeableConcept: {
          coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '314076' }],
          text: 'Lisinopril 10 MG Oral Tablet',
        },
      }),
    });
    expect((await post(service.address, SIGN, body, browser)).text).toBe('{"cards":[]}');
  });

  it.each(['order-select', 'order-sign'])('the page of imaging sends %s with a ServiceRequest', async (hook) => {
    const draftOrders = draft({
      resourceType: 'ServiceRequest',
      id: 'example-request-id',
      intent: 'plan',
      code: { coding: [{ code: '72133' }] },
      reasonCode: [],
    });
    const path = hook === 'order-sign' ? SIGN : SELECT;
    const body = base(hook, { selections: ['ServiceRequest/example-request-id'], draftOrders });
    expect((await post(service.address, path, body, browser)).text).toBe('{"cards":[]}');
  });
});

describe('what it can show', () => {
  it('a card has what its page needs: uuid to dismiss it, label and display for its menus, topic', async () => {
    const answer = await post(service.address, REVIEW, fixture('readme-example'), browser);
    expect(topicsOf(answer)).toEqual(['refractory-supported']);
    const [card] = answer.body['cards'] as Json[];
    expect(card).toMatchObject({
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      detail: expect.stringMatching(/^\*\*/),
    });
    for (const reason of card?.['overrideReasons'] as Json[]) expect(reason['display']).toMatch(/./);
  });

  it.each([
    [
      'an overridden card: a code, no display',
      { outcome: 'overridden', overrideReason: { reason: { code: 'will-monitor', system: 'https://x.example' } } },
    ],
    ['an overridden card without a reason', { outcome: 'overridden' }],
    ['an accepted suggestion', { outcome: 'accepted', acceptedSuggestions: [{ id: randomUUID() }] }],
  ])('CH-124 it reports %s', async (_name, item) => {
    const feedback = [{ card: randomUUID(), outcomeTimestamp: new Date(0).toISOString(), ...item }];
    expect((await post(service.address, `${REVIEW}/feedback`, { feedback }, browser)).status).toBe(200);
  });

  it('addresses with two slashes, as it joins them', async () => {
    const answer = await post(
      service.address,
      REVIEW.replace('/myositis', '//myositis'),
      fixture('readme-example'),
      browser,
    );
    expect(answer.status).toBe(200);
  });
});

it('CH-052 its encounterless context is enough for every hook but encounter-start', async () => {
  const body = inContext(fixture('readme-example'), { encounterId: undefined });
  expect((await post(service.address, REVIEW, body, browser)).status).toBe(200);
});
