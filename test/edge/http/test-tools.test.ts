/**
 * The public test tools call as they do in the wild (conformance page, section 4): the Sandbox with its pinned key from a
 * browser, Inferno with keys at an http address and one token for several bodies. Over real sockets, from the demonstration
 * file, whose keys alone are replaced by ones that can sign.
 */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { load } from 'js-yaml';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadClients } from '../../../src/edge/trust/load-clients.js';
import type { Signer } from '../trust/tokens.js';
import { NOW, newSigner, token } from '../trust/tokens.js';
import { CALL_PATH, hookBody } from './fakes.js';
import { guardedWorld } from './guarded.js';
import type { Guarded } from './guarded.js';

const SANDBOX_KID = '44823f3d-0b01-4a6c-a80e-b9d3e8a7226f';
const SANDBOX_JKU = 'https://sandbox.cds-hooks.org/.well-known/jwks.json';
const sandboxKey = newSigner('ES384', SANDBOX_KID);
const infernoKeys = [
  newSigner('ES384', '4b49a739d1eb115b3225f4cf9beb6d1b'),
  newSigner('RS384', 'b41528b6f37a9500edb8a905a595bdd7'),
];

interface Entry {
  id: string;
  iss: string;
  jku: string;
  jwks?: { keys: unknown[] };
}

const folder = mkdtempSync(join(tmpdir(), 'demo-'));
let inferno: Server;
let infernoBase: string;
let fetches = 0;
let world: Guarded;

beforeAll(async () => {
  inferno = createServer((_req, res) => {
    fetches += 1;
    res
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ keys: infernoKeys.map(({ jwk }) => jwk) }));
  });
  await new Promise<void>((resolve) => inferno.listen(0, '127.0.0.1', resolve));
  infernoBase = `http://localhost:${(inferno.address() as AddressInfo).port}/custom/crd_server`;

  const text = readFileSync(join(import.meta.dirname, '../../../deploy/clients.demo.yaml'), 'utf8');
  const demo = load(text.replaceAll('http://localhost:4567/custom/crd_server', infernoBase)) as { clients: Entry[] };
  for (const entry of demo.clients) if (entry.id === 'sandbox') entry.jwks = { keys: [sandboxKey.jwk] };
  const path = join(folder, 'clients.json');
  writeFileSync(path, JSON.stringify(demo));
  const defaults = { publicBaseUrl: undefined, fhirServers: [], vendor: undefined };
  world = guardedWorld(loadClients(path, defaults, { isProduction: false, allowSiteAddresses: true }).clients);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  inferno.closeAllConnections();
  await new Promise((resolve) => inferno.close(resolve));
});

describe('the Sandbox', () => {
  const sandboxToken = (aud: string): string =>
    token(sandboxKey, {
      header: { jku: SANDBOX_JKU },
      claims: { iss: 'https://sandbox.cds-hooks.org', aud, jti: crypto.randomUUID() },
    });
  const inBrowser = (method: 'get' | 'post', path: string) =>
    request(world.app)[method](path).set('Origin', 'http://localhost:8080').set('Accept', 'application/json');

  it.each([
    ['/cds-services', 'http://localhost:3000/cds-services'],
    ['/cds-services/', 'http://localhost:3000/cds-services/'],
  ])('reads discovery at %s', async (path, aud) => {
    const answer = await inBrowser('get', path)
      .set('Authorization', `Bearer ${sandboxToken(aud)}`)
      .expect(200);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': 'http://localhost:8080' });
  });

  it.each([
    [CALL_PATH, 'http://localhost:3000/cds-services/review'],
    ['/cds-services//review', 'http://localhost:3000/cds-services//review'],
    [CALL_PATH, 'http://127.0.0.1:3000/cds-services/review'],
  ])('calls %s naming %s', async (path, aud) => {
    await request(world.app)
      .options(path)
      .set('Origin', 'http://localhost:8080')
      .set('Access-Control-Request-Method', 'POST')
      .set('Access-Control-Request-Headers', 'authorization,content-type')
      .expect(204);
    await inBrowser('post', path)
      .set('Authorization', `Bearer ${sandboxToken(aud)}`)
      .send(hookBody())
      .expect(200);
  });

  it('is not believed when somebody else signs', async () => {
    const other: Signer = { ...newSigner('ES384'), kid: SANDBOX_KID };
    const claims = { iss: 'https://sandbox.cds-hooks.org', aud: 'http://localhost:3000/cds-services/review' };
    const forged = token(other, { header: { jku: SANDBOX_JKU }, claims });
    await inBrowser('post', CALL_PATH).set('Authorization', `Bearer ${forged}`).send(hookBody()).expect(401);
  });
});

describe('Inferno', () => {
  const infernoToken = (signer: Signer): string =>
    token(signer, {
      header: { jku: `${infernoBase}/jwks.json` },
      claims: { iss: infernoBase, aud: 'http://localhost:3000/cds-services/review', exp: NOW + 300, jti: 'a1b2c3' },
    });

  it('sends one token with several bodies and no Accept, by either algorithm; its keys are fetched once', async () => {
    for (const signer of infernoKeys) {
      const reused = infernoToken(signer);
      for (const hookInstance of ['d1577c69-dfbe-44ad-ba6d-3e05e953b2ea', 'not-a-uuid'])
        await request(world.app)
          .post(CALL_PATH)
          .unset('Accept')
          .set('Authorization', `Bearer ${reused}`)
          .set('Content-type', 'application/json')
          .send(JSON.stringify(hookBody({ hookInstance, extension: { 'davinci-crd.configuration': {} } })))
          .expect(200);
    }
    expect(fetches).toBe(1);
  });
});
