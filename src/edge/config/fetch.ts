/** Settings of what is read from FHIR servers, and how long that may take. */
import { z } from 'zod';
import { VENDORS } from '../fhir/vendors.js';

const milliseconds = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number of milliseconds from 10 to 60000')
    .transform(Number)
    .refine((value) => value >= 10 && value <= 60_000, 'must be a number of milliseconds from 10 to 60000')
    .default(fallback);

const isServer = (address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === ''
  );
};

export const fetchSettings = {
  /** Base addresses, separated by spaces or commas. */
  FHIR_SERVERS: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter((one) => one !== ''))
    .refine((list) => list.every(isServer), 'must be base addresses of FHIR servers, separated by spaces or commas')
    .optional(),
  FHIR_VENDOR: z.enum(VENDORS, `must be one of ${VENDORS.join(', ')}`).default('generic'),
  FETCH_BUDGET_MS: milliseconds(400),
  FETCH_CALL_TIMEOUT_MS: milliseconds(300),
  FETCH_SITE_ADDRESSES: z
    .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive', error: 'must be true or false' })
    .optional(),
  PREFETCH_PROFILE: z.enum(['full', 'gate'], 'must be full or gate').default('full'),
};

type Settings = z.infer<z.ZodObject<typeof fetchSettings>>;

export interface FetchConfig {
  /** `any`: whatever a client names, outside production only (ruling 25). */
  readonly fhirServers: readonly string[] | 'any';
  readonly fhirVendor: Settings['FHIR_VENDOR'];
  readonly fetchBudgetMilliseconds: number;
  readonly fetchCallMilliseconds: number;
  /** Whether addresses of the site's own network may be called. */
  readonly fetchSiteAddresses: boolean;
  readonly prefetchProfile: Settings['PREFETCH_PROFILE'];
}

export function fetchConfigOf(data: Settings, production: boolean): FetchConfig {
  return {
    fhirServers: data.FHIR_SERVERS ?? (production ? [] : 'any'),
    fhirVendor: data.FHIR_VENDOR,
    fetchBudgetMilliseconds: data.FETCH_BUDGET_MS,
    fetchCallMilliseconds: data.FETCH_CALL_TIMEOUT_MS,
    fetchSiteAddresses: data.FETCH_SITE_ADDRESSES ?? !production,
    prefetchProfile: data.PREFETCH_PROFILE,
  };
}

/** What must not be in production, from the raw values. */
export function fetchFaults(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  if (env['NODE_ENV'] !== 'production') return [];
  const faults: string[] = [];
  if (/(?:^|[\s,])http:/i.test(env['FHIR_SERVERS'] ?? '')) faults.push('FHIR_SERVERS must be https in production');
  const hasServers = env['FHIR_SERVERS'] !== undefined || env['CLIENTS_FILE'] !== undefined;
  if (env['PREFETCH_PROFILE'] === 'gate' && !hasServers) {
    faults.push('PREFETCH_PROFILE=gate needs FHIR_SERVERS or CLIENTS_FILE: the rest is fetched from there');
  }
  return faults;
}
