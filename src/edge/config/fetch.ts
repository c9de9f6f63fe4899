/** What is read from FHIR servers, and how long that may take. */
import { z } from 'zod';
import { VENDORS } from '../trust/vendors.js';
import type { Vendor } from '../trust/vendors.js';
import { flag, wholeNumber } from './kinds.js';
import { concept, isProduction } from './setting.js';
import type { Environment } from './setting.js';

const PROFILES = ['full', 'gate'] as const;

export interface FetchConfig {
  readonly prefetchProfile: (typeof PROFILES)[number];
  /** `any`: whatever a client names, outside production only (ruling 25). */
  readonly fhirServers: readonly string[] | 'any';
  readonly vendor: Vendor;
  readonly budgetMilliseconds: number;
  readonly callMilliseconds: number;
  /** Whether addresses of the site's own network may be called. */
  readonly allowSiteAddresses: boolean;
}

const isServer = (address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === ''
  );
};

const milliseconds = () => wholeNumber('a number of milliseconds', 10, 60_000);

export const fetch = concept({
  title: 'Fetching',
  settings: {
    PREFETCH_PROFILE: {
      schema: z.enum(PROFILES, 'must be full or gate').default('full'),
      meaning: 'what discovery asks clients to send: everything, or what tells whether anything will be said',
      initially: '`full`',
      allowed: '`full`, `gate`',
      production: '`gate` needs `FHIR_SERVERS` or `CLIENTS_FILE`',
    },
    FHIR_SERVERS: {
      schema: z
        .string()
        .transform((list) => list.split(/[\s,]+/).filter((one) => one !== ''))
        .refine((list) => list.every(isServer), 'must be base addresses of FHIR servers, separated by spaces or commas')
        .optional(),
      meaning: "FHIR servers that may be read with a hook's token; a client's own list wins",
      initially: 'any server a client names; none in production',
      allowed: 'base addresses, separated by spaces or commas',
      production: 'https',
    },
    FHIR_VENDOR: {
      schema: z.enum(VENDORS, `must be one of ${VENDORS.join(', ')}`).default('generic'),
      meaning: "make of the FHIR servers, whose limits are kept; a client's own wins",
      initially: '`generic`',
      allowed: VENDORS.map((vendor) => `\`${vendor}\``).join(', '),
    },
    FETCH_BUDGET_MS: {
      schema: milliseconds().default(400),
      meaning: 'time for an answer that needs fetching; what is not there by then is named on the card',
      initially: '`400`',
      allowed: '10 to 60000',
    },
    FETCH_CALL_TIMEOUT_MS: {
      schema: milliseconds().default(300),
      meaning: 'time for one call to a FHIR server',
      initially: '`300`',
      allowed: '10 to 60000',
    },
    FETCH_SITE_ADDRESSES: {
      schema: flag.optional(),
      meaning: 'whether FHIR servers may stand in a private network or on this machine',
      initially: '`true`; `false` in production',
      allowed: '`true`, `false`',
    },
  },
  faults,
  configOf: (values, production): FetchConfig => ({
    prefetchProfile: values.PREFETCH_PROFILE,
    fhirServers: values.FHIR_SERVERS ?? (production ? [] : 'any'),
    vendor: values.FHIR_VENDOR,
    budgetMilliseconds: values.FETCH_BUDGET_MS,
    callMilliseconds: values.FETCH_CALL_TIMEOUT_MS,
    allowSiteAddresses: values.FETCH_SITE_ADDRESSES ?? !production,
  }),
});

function faults(env: Environment): readonly string[] {
  if (!isProduction(env)) return [];
  const { FHIR_SERVERS: servers, CLIENTS_FILE: clients, PREFETCH_PROFILE: profile } = env;
  const found: string[] = [];
  if (/(?:^|[\s,])http:/i.test(servers ?? '')) found.push('FHIR_SERVERS must be https addresses in production');
  if (profile === 'gate' && servers === undefined && clients === undefined)
    found.push('PREFETCH_PROFILE must be full without FHIR_SERVERS or CLIENTS_FILE: nothing else could be fetched');
  return found;
}
