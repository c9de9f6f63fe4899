/** The shape of CLIENTS_FILE: every member strict, so that a slip of the pen is a fault and not a setting that is ignored. */
import { z } from 'zod';
import { ALGORITHM_NAMES, DEFAULT_ALGORITHMS } from './algorithms.js';
import { LARGEST_BODY_BYTES } from './client.js';
import { faultsOfKey, jwk } from './jwk.js';
import { VENDORS } from './vendors.js';

const MEGABYTE = 1024 * 1024;
const LONGEST_LIFETIME_SECONDS = 3600;
const LARGEST_SKEW_SECONDS = 60;

const isPlainAddress = (address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.hash === ''
  );
};

const address = z.string().refine(isPlainAddress, 'must be an http or https address without user or fragment');
const base = address
  .refine((text) => !text.includes('?'), 'must be a base address without a query')
  .transform((text) => text.replace(/\/+$/, ''));
const origin = z
  .string()
  .refine(
    (text) => /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text,
    'must be an origin as browsers send it: scheme, host and port in lower case, no path, no wildcard',
  );
const name = z.string().min(1);
const names = z.array(name).min(1);

const keySet = z.strictObject({ keys: z.array(jwk).min(1) }).superRefine(({ keys }, context) => {
  keys.forEach((key, index) => {
    for (const fault of faultsOfKey(key))
      context.addIssue({ code: 'custom', path: ['keys', index], message: `key ${key.kid} ${fault}` });
    if (keys.findIndex(({ kid }) => kid === key.kid) < index)
      context.addIssue({ code: 'custom', path: ['keys', index, 'kid'], message: `key ${key.kid} is listed twice` });
  });
});

const flag = z.boolean().default(false);

const client = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be written in kebab-case')
      .max(64)
      .describe('Short name of the client in logs and metrics'),
    name: name.optional().describe('Name for people; default: the id'),
    iss: name.describe('The iss claim of its tokens, compared character by character'),
    jwks: keySet.optional().describe('Its public keys, when they were handed over beforehand'),
    jku: address
      .optional()
      .describe('Address of its public keys. Beside jwks: the jku header its tokens carry, never fetched'),
    algorithms: z
      .array(z.enum(ALGORITHM_NAMES))
      .min(1)
      .default([...DEFAULT_ALGORITHMS])
      .describe('Signature algorithms allowed'),
    publicBaseUrls: z
      .array(base)
      .min(1)
      .optional()
      .describe('Base addresses under which it calls this service; default: PUBLIC_BASE_URL'),
    audienceAliases: names
      .optional()
      .describe(
        'Complete aud values accepted for every address, where aud cannot be set properly; weaker, so none by default',
      ),
    tenants: names.optional().describe('The tenant claims it may bring; absent: tenants are not told apart'),
    sub: name.optional().describe('The sub claim its tokens must have; absent: sub is ignored'),
    subject: name.optional().describe("This service's client id at its authorization server"),
    fhirServers: z
      .array(base)
      .optional()
      .describe('Base addresses of FHIR servers read on its word; default: FHIR_SERVERS'),
    vendor: z.enum(VENDORS).optional().describe('Make of its FHIR server; default: FHIR_VENDOR'),
    origins: z.array(origin).default([]).describe('Origins of web pages that call as this client (CORS)'),
    features: z
      .strictObject({
        actionSelectionBehavior: flag.describe('Understands actionSelectionBehavior (3.0, trial use)'),
        autolaunchable: flag.describe('Honours autolaunchable links'),
        systemActions: flag.describe('Applies system actions as agreed beforehand'),
        mirrorSystemActions: flag.describe(
          'Wants system actions repeated under extension, as the Sandbox does; not in production',
        ),
      })
      .prefault({}),
    jtiPolicy: z
      .enum(['once', 'until-exp'])
      .default('once')
      .describe('Whether a token may be used once, or again until it expires (as one test tool does)'),
    maxLifetimeSeconds: z
      .int()
      .min(30)
      .max(LONGEST_LIFETIME_SECONDS)
      .default(LONGEST_LIFETIME_SECONDS)
      .describe('Longest time from iat to exp'),
    clockSkewSeconds: z.int().min(0).max(LARGEST_SKEW_SECONDS).default(30).describe('How far clocks may be apart'),
    requestsPerMinute: z.int().min(1).max(10_000_000).default(6000).describe('More are answered 429'),
    bodyLimitMegabytes: z
      .number()
      .positive()
      .max(LARGEST_BODY_BYTES / MEGABYTE)
      .default(LARGEST_BODY_BYTES / MEGABYTE)
      .describe('Larger bodies are answered 413'),
  })
  .refine(({ jwks, jku }) => jwks !== undefined || jku !== undefined, {
    error: 'needs jwks or jku: without its keys no token can be checked',
    path: ['id'],
  });

export const clientsFile = z.strictObject({
  $schema: z.string().optional(),
  clients: z.array(client).min(1).describe('The CDS clients that may call'),
});

export type ClientEntry = z.output<typeof client>;

/** What an editor checks while the file is written: published as docs/clients.schema.json. */
export function clientsJsonSchema(): unknown {
  return z.toJSONSchema(clientsFile, { io: 'input', target: 'draft-2020-12' });
}

export const bytesOf = (megabytes: number): number => Math.floor(megabytes * MEGABYTE);
