import { accessOf, remarksOn } from '../../../src/edge/fhir/access.js';
import type { FetchingClient } from '../../../src/edge/fhir/access.js';

const SERVER = 'https://ehr.example/fhir';
const fhirAuthorization = {
  access_token: 'token-1',
  token_type: 'Bearer',
  expires_in: 300,
  scope: 'user/*.read',
  subject: 'cds',
} as const;
const listed: FetchingClient = { fhirServers: [`${SERVER}/`] };
const production = { isProduction: true };
const demo = { isProduction: false };

describe('which server may be read from', () => {
  it.each([SERVER, `${SERVER}/`, 'HTTPS://EHR.example:443/fhir'])('%s is the one on the list', (fhirServer) => {
    expect(accessOf({ fhirServer, fhirAuthorization }, listed, production, 0)?.base).toBe(SERVER);
  });

  it.each([
    'https://ehr.example/other',
    'https://ehr.example/fhir/sub',
    'https://ehr.example:8443/fhir',
    'https://ehr.example.evil.example/fhir',
    'https://ehr.example@evil.example/fhir',
    'https://ehr.example/fhir?x=1',
    'http://ehr.example/fhir',
    'ftp://ehr.example/fhir',
    'not an address',
  ])('%s is not (CH-076)', (fhirServer) => {
    expect(accessOf({ fhirServer, fhirAuthorization }, listed, production, 0)).toBeUndefined();
  });

  it('an open server is read outside production only (CH-067)', () => {
    const open = { fhirServer: 'http://localhost:8080/fhir', fhirAuthorization: undefined };
    expect(accessOf(open, { fhirServers: 'any' }, demo, 0)).toMatchObject({ token: undefined, expiresAt: Infinity });
    expect(accessOf(open, { fhirServers: 'any' }, production, 0)).toBeUndefined();
    expect(accessOf({ ...open, fhirServer: SERVER }, listed, production, 0)).toBeUndefined();
  });

  it('http is refused in production (CH-050)', () => {
    const client = { fhirServers: ['http://ehr.example/fhir'] };
    const request = { fhirServer: 'http://ehr.example/fhir', fhirAuthorization };
    expect(accessOf(request, client, production, 0)).toBeUndefined();
    expect(accessOf(request, client, demo, 0)).toBeDefined();
  });
});

it('a token ends with its time, counted from the receipt (CH-072)', () => {
  expect(accessOf({ fhirServer: SERVER, fhirAuthorization }, listed, production, 5000)?.expiresAt).toBe(305_000);
});

it('what is odd about an authorization is remarked, not refused (CH-074, CH-078)', () => {
  expect(remarksOn({ ...fhirAuthorization, scope: 'patient/*.rs' }, { ...listed, subject: 'another' })).toEqual([
    'patient-not-named',
    'other-subject',
  ]);
  expect(remarksOn(fhirAuthorization, { ...listed, subject: 'cds' })).toEqual([]);
  expect(remarksOn(undefined, listed)).toEqual([]);
});
