/** The whole service in production, as a process of its own: who is let in, and what it does not start with. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSigner, token } from './edge/trust/tokens.js';
import { compileService, failToStart, startService } from './spawned-service.js';

const rsa = newSigner('RS384');
const folder = mkdtempSync(join(tmpdir(), 'trust-'));
const clientsFile = join(folder, 'clients.json');
const PATH = '/cds-services/myositis-rituximab-review';
const BASE = 'https://cds.example';
const env = {
  NODE_ENV: 'production',
  HOST: '0.0.0.0',
  CLIENTS_FILE: clientsFile,
  PUBLIC_BASE_URL: BASE,
  DATA_DIR: join(folder, 'data'),
};
const healthy = {
  hook: 'patient-view',
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  context: { userId: 'Practitioner/1', patientId: 'p-1' },
  prefetch: {
    patient: { resourceType: 'Patient', id: 'p-1' },
    conditions: { resourceType: 'Bundle', type: 'searchset', entry: [] },
  },
};

let service: ReturnType<typeof compileService>;
beforeAll(() => {
  service = compileService();
  const client = { id: 'ehr', iss: 'https://ehr.example', jwks: { keys: [rsa.jwk] } };
  writeFileSync(clientsFile, JSON.stringify({ clients: [client] }));
});
afterAll(() => {
  service.remove();
  rmSync(folder, { recursive: true, force: true });
});

const fresh = (): string => {
  const now = Math.floor(Date.now() / 1000);
  return token(rsa, {
    claims: { iss: 'https://ehr.example', aud: `${BASE}${PATH}`, iat: now, exp: now + 300, jti: crypto.randomUUID() },
  });
};

it('CH-131 production lets in the clients of its file, each token once, and nobody else', async () => {
  const { address, end, output } = await startService(service.main, env);
  const local = address.replace('0.0.0.0', '127.0.0.1');
  const call = (authorization?: string): Promise<Response> =>
    fetch(`${local}${PATH}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(authorization ? { Authorization: authorization } : {}) },
      body: JSON.stringify(healthy),
    });
  const used = `Bearer ${fresh()}`;
  const first = await call(used);
  expect([first.status, await first.json()]).toEqual([200, { cards: [] }]);
  expect((await call(used)).status).toBe(401);
  expect((await call(`Bearer ${fresh()}`)).status).toBe(200);
  expect((await call()).status).toBe(401);
  expect((await fetch(`${local}/cds-services`)).status).toBe(200);
  await end('SIGTERM');
  expect(output()).toContain('"refused":"replayed"');
  expect(output()).not.toContain(used.slice(7, 60));
});

it.each<[string, Readonly<Record<string, string>>, readonly RegExp[]]>([
  [
    'without proof',
    { TRUST_MODE: 'off', CLIENTS_FILE: '', HOST: '127.0.0.1' },
    [/TRUST_MODE must not be off in production/],
  ],
  [
    'without clients and address',
    { CLIENTS_FILE: '', PUBLIC_BASE_URL: '' },
    [/CLIENTS_FILE must be set/, /PUBLIC_BASE_URL must be set/],
  ],
  ['with a file that is not there', { CLIENTS_FILE: join(folder, 'absent.yaml') }, [/absent\.yaml:1: cannot be read/]],
])('CH-131 production does not start %s, and says why', async (_name, changed, expected) => {
  const { code, output } = await failToStart(service.main, { ...env, ...changed });
  expect(code).toBe(1);
  for (const pattern of expected) expect(output).toMatch(pattern);
});

it('CH-131 every unsafe line of the file is told at once', async () => {
  const unsafe = join(folder, 'unsafe.json');
  const entry = {
    id: 'ehr',
    iss: 'http://ehr.example',
    jku: 'http://127.0.0.1/keys',
    fhirServers: ['http://10.0.0.1/fhir'],
  };
  writeFileSync(unsafe, JSON.stringify({ clients: [entry, { ...entry, iss: 'https://ehr.example' }] }, null, 2));
  const { code, output } = await failToStart(service.main, { ...env, CLIENTS_FILE: unsafe });
  expect(code).toBe(1);
  for (const what of [
    'iss must not be http',
    'jku must not be http',
    'fhirServers must not be http',
    'private network',
    'the id is taken',
  ])
    expect(output).toContain(what);
});
