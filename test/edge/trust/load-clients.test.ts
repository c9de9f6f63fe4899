/** CLIENTS_FILE: what is wrong is said with its line, all of it at once; what is unsafe in production does not start. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ContentError } from '../../../src/edge/content/fault.js';
import { loadClients } from '../../../src/edge/trust/load-clients.js';
import type { ClientRegistry } from '../../../src/edge/trust/registry.js';
import { newSigner } from './tokens.js';

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DEFAULTS = {
  publicBaseUrl: 'https://cds.example',
  fhirServers: ['https://fhir.example/r4'],
  vendor: 'generic',
} as const;
const AT_A_DESK = { isProduction: false, allowSiteAddresses: true };
const IN_PRODUCTION = { isProduction: true, allowSiteAddresses: false };
const ec = newSigner('ES384').jwk;

const SANDBOX_KEY = {
  kty: 'EC',
  crv: 'P-384',
  x: 'dw_JGR8nB2I6XveNxUOl2qk699ZPLM2nYI5STSdiEl9avAkrm3CkfYMbrrjr8laB',
  y: 'Sm3mLE-n1zYNla_aiE3cb3nZsL51RbC7ysw3q8aJLxGm-hx79RPMYpITDjp7kgzy',
};

let files = 0;
function load(text: string, rules = AT_A_DESK, defaults: Parameters<typeof loadClients>[1] = DEFAULTS): ClientRegistry {
  const path = join(folder, `clients-${(files += 1)}.yaml`);
  writeFileSync(path, text);
  return loadClients(path, defaults, rules);
}

const entry = (changed: object = {}): object => ({
  id: 'ehr',
  iss: 'https://ehr.example',
  jku: 'https://ehr.example/jwks.json',
  ...changed,
});
const file = (...clients: readonly object[]): string => stringify({ clients });

/** `line: text` of each fault. */
function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return error.faults.map(({ line, text }) => `${line}: ${text}`);
  }
}

describe('a client of few words', () => {
  it('gets the safe defaults', () => {
    const [client] = load(file(entry())).clients;
    expect(client).toEqual({
      id: 'ehr',
      name: 'ehr',
      iss: 'https://ehr.example',
      keys: { kind: 'published', jku: 'https://ehr.example/jwks.json' },
      algorithms: ['ES384', 'RS384'],
      jtiPolicy: 'once',
      maxLifetimeSeconds: 3600,
      clockSkewSeconds: 30,
      publicBases: ['https://cds.example'],
      audienceAliases: [],
      origins: [],
      fhirServers: ['https://fhir.example/r4'],
      vendor: 'generic',
      features: {
        actionSelectionBehavior: false,
        autolaunchable: false,
        systemActions: false,
        mirrorSystemActions: false,
      },
      limits: { requestsPerMinute: 6000, bodyBytes: 16 * 1024 * 1024 },
    });
  });

  it('may hand over its keys: then its jku is compared and never fetched', () => {
    const [client] = load(file(entry({ jwks: { keys: [ec] } }))).clients;
    expect(client?.keys).toEqual({ kind: 'inline', keys: [ec], jku: 'https://ehr.example/jwks.json' });
  });

  it('may say everything', () => {
    const [client] = load(
      file(
        entry({
          name: 'City Hospital',
          publicBaseUrls: ['https://a.example/x/', 'https://b.example'],
          fhirServers: ['https://fhir.city.example/r4/'],
          vendor: 'epic',
          features: { systemActions: true },
          bodyLimitMegabytes: 0.5,
          tenants: ['north'],
        }),
      ),
    ).clients;
    expect(client).toMatchObject({
      publicBases: ['https://a.example/x', 'https://b.example'],
      fhirServers: ['https://fhir.city.example/r4'],
      vendor: 'epic',
      features: { systemActions: true, autolaunchable: false },
      limits: { bodyBytes: 512 * 1024 },
      tenants: ['north'],
    });
  });
});

describe('a fault', () => {
  it.each<[string, object, RegExp]>([
    ['no keys at all', { jku: undefined }, /needs jwks or jku/],
    ['a slip of the pen', { tenant: ['x'] }, /Unrecognized key/],
    ['an id with spaces', { id: 'My EHR' }, /kebab-case/],
    ['no issuer', { iss: undefined }, /iss/],
    ['an algorithm of shared secrets', { algorithms: ['HS384'] }, /algorithms/],
    ['no signature', { algorithms: ['none'] }, /algorithms/],
    ['no algorithm', { algorithms: [] }, /algorithms/],
    ['any origin', { origins: ['*'] }, /no wildcard/],
    ['any origin below', { origins: ['https://*.example'] }, /no wildcard/],
    ['the null origin', { origins: ['null'] }, /origin as browsers send it/],
    ['an origin with a path', { origins: ['https://ehr.example/'] }, /origin as browsers send it/],
    ['a key address with a user', { jku: 'https://ehr.example@evil.example/' }, /without user/],
    ['a key address with a fragment', { jku: 'https://ehr.example/#k' }, /fragment/],
    ['a file for a key address', { jku: 'file:///etc/passwd' }, /http or https/],
    ['a FHIR server with a query', { fhirServers: ['https://fhir.example/r4?x'] }, /without a query/],
    ['an unknown vendor', { vendor: 'acme' }, /vendor/],
    ['a day of skew', { clockSkewSeconds: 86_400 }, /clockSkewSeconds/],
    ['tokens that live for a day', { maxLifetimeSeconds: 86_400 }, /maxLifetimeSeconds/],
    ['an unknown feature', { features: { everything: true } }, /features/],
    ['a body without limit', { bodyLimitMegabytes: 1000 }, /bodyLimitMegabytes/],
    ['an empty list of tenants', { tenants: [] }, /tenants/],
    ['a symmetric key', { jwks: { keys: [{ kty: 'oct', kid: 'k', k: 'c2VjcmV0' }] } }, /key k is a symmetric key/],
    ['a private key', { jwks: { keys: [{ ...ec, d: 'c2VjcmV0' }] } }, /private key material/],
    ['a weak key', { jwks: { keys: [newSigner('RS384', 'w', 1024).jwk] } }, /key w is too weak: 1024 bits/],
    ['a key without an id', { jwks: { keys: [{ ...ec, kid: undefined }] } }, /kid/],
    ['one id for two keys', { jwks: { keys: [ec, { ...newSigner('ES384').jwk, kid: ec.kid }] } }, /listed twice/],
  ])('%s is refused', (_name, changed, expected) => {
    expect(faultsOf(() => load(file(entry(changed)))).join('\n')).toMatch(expected);
  });

  it('says nothing of a private key', () => {
    const faults = faultsOf(() => load(file(entry({ jwks: { keys: [{ ...ec, d: 'very-secret-value' }] } }))));
    expect(faults.join()).not.toContain('very-secret-value');
  });

  it('stands with its line, and all faults are told at once', () => {
    const text = `clients:
  - id: one
    iss: https://one.example
    jku: https://one.example/keys
    clockSkewSeconds: 600
  - id: two
    iss: https://two.example
    origins: ['*']
`;
    const faults = faultsOf(() => load(text));
    expect(faults).toHaveLength(3);
    expect(faults[0]).toMatch(/^5: clients\.0\.clockSkewSeconds: /);
    expect(faults.find((fault) => fault.includes('origins'))).toMatch(/^8: /);
    expect(faults.find((fault) => fault.includes('needs jwks'))).toMatch(/^6: /);
  });

  it.each([
    ['no file', () => loadClients(join(folder, 'absent.yaml'), DEFAULTS, AT_A_DESK), /cannot be read/],
    ['no YAML', () => load('clients: ['), /.+/],
    ['another thing', () => load('people: []'), /clients/],
    ['no client', () => load('clients: []'), /clients/],
  ])('%s is one too', (_name, work, expected) => {
    expect(faultsOf(work).join()).toMatch(expected);
  });

  it('no address to compare aud with', () => {
    const faults = faultsOf(() => load(file(entry()), AT_A_DESK, { ...DEFAULTS, publicBaseUrl: undefined }));
    expect(faults).toEqual([expect.stringMatching(/publicBaseUrls or the setting PUBLIC_BASE_URL/)]);
  });
});

describe('clients side by side', () => {
  it.each<[string, readonly object[], RegExp]>([
    ['one id', [{}, { iss: 'https://other.example' }], /the id is taken/],
    ['one issuer without tenants', [{}, { id: 'two' }], /same iss and tenant as ehr \(no tenants\)/],
    [
      'one tenant of one issuer',
      [{ tenants: ['a', 'b'] }, { id: 'two', tenants: ['b'] }],
      /same iss and tenant as ehr \(b\)/,
    ],
  ])('may not share %s', (_name, changes, expected) => {
    expect(faultsOf(() => load(file(...changes.map((changed) => entry(changed))))).join()).toMatch(expected);
  });

  it('may share an issuer with different tenants, one of them with all the others', () => {
    const registry = load(file(entry({ tenants: ['a'] }), entry({ id: 'two', tenants: ['b'] }), entry({ id: 'rest' })));
    const idOf = (tenant?: string): string | undefined => registry.find('https://ehr.example', tenant)?.client.id;
    expect([idOf('a'), idOf('b'), idOf('c'), idOf()]).toEqual(['ehr', 'two', 'rest', 'rest']);
  });
});

describe('production', () => {
  it.each<[string, object, RegExp]>([
    ['keys over http', { jku: 'http://ehr.example/jwks.json' }, /jku must not be http/],
    ['an issuer on http', { iss: 'http://ehr.example' }, /iss must not be http/],
    ['a FHIR server over http', { fhirServers: ['http://fhir.example'] }, /fhirServers must not be http/],
    ['its own address over http', { publicBaseUrls: ['http://cds.example'] }, /publicBaseUrls must not be http/],
    ['web pages over http', { origins: ['http://app.example'] }, /origins must not be http/],
    ['a FHIR server on loopback', { fhirServers: ['https://127.0.0.1/fhir'] }, /private network/],
    ['a FHIR server on loopback, written as a number', { fhirServers: ['https://2130706433/fhir'] }, /private network/],
    ['a FHIR server on this machine', { fhirServers: ['https://localhost/fhir'] }, /private network/],
    ['a FHIR server inside', { fhirServers: ['https://10.1.2.3/fhir'] }, /private network/],
    ['a FHIR server inside, in IPv6 clothes', { fhirServers: ['https://[::ffff:10.1.2.3]/fhir'] }, /private network/],
    ['keys from where clouds keep theirs', { jku: 'https://169.254.169.254/keys' }, /private network/],
    ['the issuer of the public Sandbox', { iss: 'https://sandbox.cds-hooks.org' }, /anybody can sign/],
    ['the key of the public Sandbox', { jwks: { keys: [{ ...SANDBOX_KEY, kid: 'x' }] } }, /anybody can sign/],
    ['demonstrations', { features: { mirrorSystemActions: true } }, /demonstrations only/],
  ])('refuses %s, which a desk may have', (_name, changed, expected) => {
    expect(faultsOf(() => load(file(entry(changed)), AT_A_DESK))).toEqual([]);
    expect(faultsOf(() => load(file(entry(changed)), IN_PRODUCTION)).join()).toMatch(expected);
  });

  it('may read from servers of its own network where the site says so, never from its own machine', () => {
    const inSite = { isProduction: true, allowSiteAddresses: true };
    expect(faultsOf(() => load(file(entry({ fhirServers: ['https://10.1.2.3/fhir'] })), inSite))).toEqual([]);
    expect(faultsOf(() => load(file(entry({ fhirServers: ['https://127.0.0.1/fhir'] })), inSite))).toHaveLength(1);
    expect(faultsOf(() => load(file(entry({ fhirServers: ['https://[::1]/fhir'] })), inSite))).toHaveLength(1);
  });

  it('tells every unsafe setting at once', () => {
    const unsafe = entry({ iss: 'http://a.example', jku: 'http://a.example/k', origins: ['http://a.example'] });
    expect(faultsOf(() => load(file(unsafe), IN_PRODUCTION))).toHaveLength(3);
  });
});
