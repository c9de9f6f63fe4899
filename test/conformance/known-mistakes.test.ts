/**
 * Mistakes that other services made, as public issue trackers tell them; each is a row, so that it is made here never or
 * once. (CDS Hooks, HAPI FHIR, cqf-ruler, Da Vinci CRD, Medplum; the themes are those of the specification's own tracker.)
 */
import { startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { DAY, REVIEW, SIGN, ask, fixture, inContext, inPrefetch, post, topicsOf, without } from './client.js';
import type { Json } from './client.js';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const review = fixture('readme-example');
const sign = fixture('order-sign-hbsag-positive');
const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing' }] };
const keys = Object.keys(review['prefetch'] as Json);

describe('a prefetch is a hint', () => {
  it.each(keys.filter((key) => key !== 'patient' && key !== 'conditions'))(
    'CH-057 without %s the rest is used, and what is missing is said',
    async (key) => {
      const answer = await post(
        service.address,
        REVIEW,
        { ...review, prefetch: without(review['prefetch'] as Json, key) },
        DAY,
      );
      expect(answer.status).toBe(200);
      expect(answer.text).toMatch(new RegExp(`Not looked at: [^\\n]*\\(${key}\\)`));
    },
  );

  it('CH-058 a patient that is missing is missed, and not silently', async () => {
    const answer = await post(service.address, REVIEW, {
      ...review,
      prefetch: without(review['prefetch'] as Json, 'patient'),
    });
    expect([answer.status, answer.text]).toEqual([412, expect.stringContaining('Missing: patient.')]);
  });

  it.each(keys)('CH-059 an OperationOutcome under %s breaks nothing', async (key) => {
    const { status } = await post(service.address, REVIEW, inPrefetch(review, { [key]: outcome }), DAY);
    expect(status).toBe(key === 'patient' || key === 'conditions' ? 412 : 200);
  });

  it.each(keys)('CH-064 a page of HTML under %s breaks nothing', async (key) => {
    const { status } = await post(service.address, REVIEW, inPrefetch(review, { [key]: '<!DOCTYPE html><html>' }), DAY);
    expect(status).toBe(key === 'patient' || key === 'conditions' ? 412 : 200);
  });

  it('CH-064 wrappers of 2015 around every key are opened', async () => {
    const wrapped = Object.fromEntries(
      Object.entries(review['prefetch'] as Json).map(([key, resource]) => [
        key,
        { response: { status: '200 OK' }, resource },
      ]),
    );
    expect(topicsOf(await post(service.address, REVIEW, { ...review, prefetch: wrapped }, DAY))).toEqual([
      'refractory-supported',
    ]);
  });
});

describe('a request with more, or less, than was thought of', () => {
  it('CH-051 an extension does not make the service unknown', async () => {
    const extension = { 'davinci-crd.configuration': { 'coverage-info': true } };
    expect((await post(service.address, REVIEW, { ...review, extension }, DAY)).status).toBe(200);
  });

  it('CH-046 a missing context is the fault of the request and not of the server', async () => {
    expect((await post(service.address, REVIEW, { ...review, context: {} })).status).toBe(400);
    expect((await post(service.address, REVIEW, without(review, 'context'))).status).toBe(400);
  });

  it('CH-048 the same hookInstance may come again', async () => {
    for (let count = 0; count < 3; count += 1)
      expect((await post(service.address, REVIEW, review, DAY)).status).toBe(200);
  });

  it('CH-054 an order of another version of FHIR is nothing we know, and no reason to fail', async () => {
    const draftOrders = {
      resourceType: 'Bundle',
      entry: [
        {
          resource: {
            resourceType: 'MedicationOrder',
            id: '1',
            status: 'draft',
            dateWritten: '2026-03-01',
            medicationReference: { reference: 'Medication/1' },
          },
        },
      ],
    };
    expect((await post(service.address, SIGN, inContext(sign, { draftOrders }), DAY)).status).toBe(200);
  });
});

describe('an answer that the client can use', () => {
  it('CH-149 a POST and its failures can be read by a page of another origin', async () => {
    const origin = { origin: 'http://localhost:8080' };
    for (const body of [review, {}, '{']) {
      const answer = await post(service.address, REVIEW, body, origin);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('CH-105 CH-107 types of actions are in lower case and resources are objects', async () => {
    const { body } = await post(service.address, SIGN, fixture('order-sign-hbsag-positive'), DAY);
    const text = JSON.stringify(body);
    for (const [, type] of text.matchAll(/"type":"(\w+)","description"/g)) expect(type).toBe('create');
    expect(text).not.toMatch(/"resource":"/);
  });

  it('CH-088 the card names the drug or the disease it speaks of', async () => {
    const { body } = await post(service.address, SIGN, fixture('order-sign-hbsag-positive'), DAY);
    const [card] = body['cards'] as { summary: string }[];
    expect(card?.summary).toMatch(/rituximab/i);
  });

  it('CH-034 no template asks for what lies inside the drafts', async () => {
    expect((await ask(service.address, '/cds-services')).text).not.toMatch(/draftOrders/);
  });
});
