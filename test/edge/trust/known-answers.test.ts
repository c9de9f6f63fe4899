/** Tokens that others made: what is printed in the specifications must verify here, and be judged as the rules say. */
import { readToken } from '../../../src/edge/trust/bearer-token.js';
import { parseClaims } from '../../../src/edge/trust/claims.js';
import type { Jwk } from '../../../src/edge/trust/jwk.js';
import { faultsOfKey } from '../../../src/edge/trust/jwk.js';
import type { Route } from '../../../src/edge/trust/route.js';
import { aClient, trusting } from './clients.js';

/** CDS Hooks 2.0, "Trusting CDS Clients", example: the JWK Set and the complete header. */
const SAMPLE_KEY: Jwk = {
  kty: 'EC',
  use: 'sig',
  crv: 'P-384',
  kid: 'example-kid',
  x: '46SDH7Znh821wblCBglA61sNE9ZrHYKKt3qRtRTmSXyOI_FIGBLWrWa0GPUkDCEk',
  y: 'XMcRuuoGW7CXjQdy-F5i3FeBE0x9hPLdeFdSoDd3ELmx404tLX0VRRcqzAsPhXcI',
  alg: 'ES384',
};
const SAMPLE = [
  'eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCIsImtpZCI6ImV4YW1wbGUta2lkIiwiamt1IjoiaHR0cHM6Ly9maGlyLWVoci5leGFtcGxlLmNvbS9qd2tfdXJpIn0',
  'eyJpc3MiOiJodHRwczovL2ZoaXItZWhyLmV4YW1wbGUuY29tLyIsImF1ZCI6Imh0dHBzOi8vY2RzLmV4YW1wbGUub3JnL2Nkcy1zZXJ2aWNlcy9zb21lLXNlcnZpY2UiLCJleHAiOjE0MjI1Njg4NjAsImlhdCI6MTMxMTI4MDk3MCwianRpIjoiZWUyMmIwMjEtZTFiNy00NjExLWJhNWItOGVlYzZhMzNhYzFlIiwidGVuYW50IjoiMmRkZDZjM2EtOGU5YS00NGM2LWEzMDUtNTIxMTFhZDMwMmEyIn0',
  'd1WfLjGRKlcWB94l9do4cM8REXeYJLL6SGUBO8VHZhfM8mwKYP70EMxJ67War4TQblEpaQrp11wx5p7oPFm2ETYgCicS84vXWEIYTdjooZdooCSDf2L8-i4awdoUwiEb',
].join('.');
const SERVICE: Route = { kind: 'service', id: 'some-service' };
const DURING = 1_400_000_000;

const sampleClient = aClient([], {
  iss: 'https://fhir-ehr.example.com/',
  keys: { kind: 'inline', keys: [SAMPLE_KEY], jku: 'https://fhir-ehr.example.com/jwk_uri' },
  tenants: ['2ddd6c3a-8e9a-44c6-a305-52111ad302a2'],
  publicBases: ['https://cds.example.org'],
});

describe("the specification's sample", () => {
  it('is read as the specification prints it', () => {
    const read = readToken([`Bearer ${SAMPLE}`]);
    expect(read).toMatchObject({
      token: { alg: 'ES384', kid: 'example-kid', jku: 'https://fhir-ehr.example.com/jwk_uri' },
    });
    expect(read.kind === 'token' ? parseClaims(read.token.claims) : undefined).toMatchObject({
      iss: 'https://fhir-ehr.example.com/',
      exp: 1_422_568_860,
      iat: 1_311_280_970,
      jti: 'ee22b021-e1b7-4611-ba5b-8eec6a33ac1e',
    });
  });

  it('verifies, where somebody agreed to tokens that live for years', async () => {
    const { authenticate, setNow } = trusting([{ ...sampleClient, maxLifetimeSeconds: 200_000_000 }]);
    setNow(DURING);
    expect(await authenticate([`Bearer ${SAMPLE}`], SERVICE)).toMatchObject({ kind: 'client' });
  });

  it('CH-143 lives too long for everybody else', async () => {
    const { authenticate, setNow } = trusting([sampleClient]);
    setNow(DURING);
    expect(await authenticate([`Bearer ${SAMPLE}`], SERVICE)).toMatchObject({ reason: 'lives-too-long' });
  });

  it('does not verify with one character of its signature changed', async () => {
    const { authenticate, setNow } = trusting([{ ...sampleClient, maxLifetimeSeconds: 200_000_000 }]);
    setNow(DURING);
    expect(await authenticate([`Bearer ${SAMPLE.replace('.d1WfL', '.d1WfM')}`], SERVICE)).toMatchObject({
      reason: 'bad-signature',
    });
  });
});

it('the published key of the Sandbox is a proper one', () => {
  expect(
    faultsOfKey({
      kty: 'EC',
      crv: 'P-384',
      use: 'sig',
      alg: 'ES384',
      kid: '44823f3d-0b01-4a6c-a80e-b9d3e8a7226f',
      x: 'dw_JGR8nB2I6XveNxUOl2qk699ZPLM2nYI5STSdiEl9avAkrm3CkfYMbrrjr8laB',
      y: 'Sm3mLE-n1zYNla_aiE3cb3nZsL51RbC7ysw3q8aJLxGm-hx79RPMYpITDjp7kgzy',
    }),
  ).toEqual([]);
});
