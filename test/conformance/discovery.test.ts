/** What the service says it offers (CDS Hooks, "Discovery", "Prefetch template"). */
import { HOOKS } from '../../src/core/cds-hooks/hooks.js';
import { lintDiscovery } from '../../src/core/cds-hooks/lint-discovery.js';
import type { ServiceEntry } from '../../src/core/cds-hooks/discovery.js';
import request from 'supertest';
import { fakeWorld } from '../edge/http/fakes.js';
import { startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { ask, post } from './client.js';

let service: RunningService;
let entries: readonly ServiceEntry[];
beforeAll(async () => {
  service = await startService();
  const { body } = await ask(service.address, '/cds-services');
  entries = body['services'] as readonly ServiceEntry[];
});
afterAll(() => service.close());

describe('the list', () => {
  it('CH-011 CH-012 is an object with services', async () => {
    const answer = await ask(service.address, '/cds-services');
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toEqual(['services']);
    expect(entries).toHaveLength(4);
  });

  it('CH-013 is empty where there is nothing to offer', async () => {
    const answer = await request(fakeWorld(undefined, { services: [] }).app)
      .get('/cds-services')
      .expect(200);
    expect(answer.text).toBe('{"services":[]}');
  });

  it('CH-025 is the same at every call and names no address of the service', async () => {
    const [first, second] = [await ask(service.address, '/cds-services'), await ask(service.address, '/cds-services')];
    expect(first.text).toBe(second.text);
    expect(first.text).not.toContain(service.address);
  });

  it('CH-027 can be read by anybody unless it is protected, for it holds nothing of a patient', async () => {
    expect(
      (await ask(service.address, '/cds-services', { headers: { authorization: 'Bearer nonsense' } })).status,
    ).toBe(200);
  });

  it('is found under an address with two slashes, as the Sandbox may write it', async () => {
    expect((await ask(service.address, '//cds-services')).status).toBe(200);
  });
});

describe('each service', () => {
  it('CH-014 CH-157 has a hook that is published', () => {
    expect(entries.map(({ hook }) => hook)).toEqual(['patient-view', 'order-select', 'order-sign', 'encounter-start']);
    for (const { hook } of entries) expect(HOOKS).toHaveProperty(hook);
  });

  it('CH-015 answers under its id', async () => {
    for (const { id } of entries) {
      expect(encodeURIComponent(id)).toBe(id);
      const { status } = await post(service.address, `/cds-services/${id}`, {});
      expect([id, status]).toEqual([id, 400]);
    }
  });

  it('CH-016 CH-017 says for whom it is, under a title', () => {
    for (const { title, description } of entries) {
      expect(title.length).toBeGreaterThan(10);
      expect(description).toMatch(/^For .* supports and never replaces their decision\.$/);
    }
  });

  it('CH-019 CH-154 says what it needs, and patient-view when it has to be fired', () => {
    for (const { usageRequirements } of entries) expect(usageRequirements).toMatch(/Required: patient and conditions/);
    expect(entries[0]?.usageRequirements).toMatch(/Agree with the service that patient-view is fired/);
  });

  it('CH-020 CH-021 CH-022 names the version of CDS Hooks and of the hook', () => {
    for (const { hook, version, hookVersion } of entries) {
      expect(version).toMatch(/^3\.0\.0/);
      expect(hookVersion).toBe({ ...HOOKS }[hook as 'patient-view'].hookVersion);
    }
  });

  it('CH-023 CH-024 is listed once, and no two share an id, so that none replaces another', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it('CH-005 has no member without a value', () => {
    for (const entry of entries) for (const value of Object.values(entry)) expect(value).toBeTruthy();
  });
});

describe('prefetch templates', () => {
  it('CH-018 CH-028 CH-029 CH-031 CH-033 each has a key and is text with whole tokens', () => {
    for (const { prefetch } of entries) {
      expect(Object.keys(prefetch ?? {}).length).toBeGreaterThan(10);
      for (const [key, template] of Object.entries(prefetch ?? {})) {
        expect(key).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
        expect(template.replaceAll('{{context.patientId}}', '')).not.toMatch(/[{}]/);
      }
    }
  });

  it('CH-030 CH-032 CH-034 CH-035 CH-037 CH-043 each can be filled by any client of 2.0', () => {
    expect(lintDiscovery(entries)).toEqual([]);
  });

  it('CH-035 CH-036 CH-037 each uses parameters that national profiles ask servers for, and no sorting', () => {
    // `panels` asks for results inside panels, which needs a parameter of R4 that few profiles name
    const names = entries.flatMap(({ prefetch }) =>
      Object.entries(prefetch ?? {}).flatMap(([key, template]) =>
        key === 'panels' ? [] : [...template.matchAll(/[?&]([^=&]+)=/g)].map(([, name = '']) => name),
      ),
    );
    expect(new Set(names)).toEqual(new Set(['patient', 'code', 'category', '_count']));
  });

  it('CH-038 CH-039 CH-040 CH-041 none needs FHIRPath or another key', () => {
    const all = entries.flatMap(({ prefetch }) => Object.values(prefetch ?? {})).join('\n');
    expect(all).not.toMatch(/%|ofType|resolve\(|today\(/);
  });
});
