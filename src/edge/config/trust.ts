/** Who may call, and how that is proved. */
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { flag, wholeNumber } from './kinds.js';
import { concept, isProduction } from './setting.js';
import type { Environment } from './setting.js';

const MODES = ['off', 'required'] as const;
/** As many as 16 a second of failing calls in a row; a hospital's are none. */
const FAILED_ATTEMPTS_PER_MINUTE = 60;

export interface TrustConfig {
  readonly mode: (typeof MODES)[number];
  readonly clientsFile: string | undefined;
  readonly protectsDiscovery: boolean;
  readonly trustedProxies: readonly string[];
  readonly limits: { readonly addressRequestsPerMinute: number; readonly failedAttemptsPerMinute: number };
}

const listOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter((one) => one !== '');

const isNetwork = (text: string): boolean => ipaddr.isValid(text) || ipaddr.isValidCIDR(text);

export const trust = concept({
  title: 'Trust',
  settings: {
    TRUST_MODE: {
      schema: z.enum(MODES, 'must be off or required').optional(),
      meaning: 'whether CDS clients must prove who they are by a signed token',
      initially: '`off`; `required` in production and where `CLIENTS_FILE` is set',
      allowed: '`required`; `off` only where `HOST` is loopback',
      production: '`required`',
    },
    CLIENTS_FILE: {
      schema: z.string().optional(),
      meaning: 'who may call: see [trust](trust.md)',
      initially: 'none',
      allowed: 'a YAML or JSON file',
      production: 'needed',
    },
    PROTECT_DISCOVERY: {
      schema: flag.default(false),
      meaning: 'ask for a token at `GET /cds-services` as well',
      initially: '`false`',
      allowed: '`true`, `false`',
    },
    TRUSTED_PROXIES: {
      schema: z
        .string()
        .transform(listOf)
        .refine(
          (list) => list.every(isNetwork),
          'must be addresses or networks (10.0.0.0/8), separated by spaces or commas',
        )
        .default([]),
      meaning: 'proxies whose X-Forwarded-For is believed; without them everybody behind one shares its limits',
      initially: 'none',
      allowed: 'addresses or networks, separated by spaces or commas',
    },
    ADDRESS_REQUESTS_PER_MINUTE: {
      schema: wholeNumber('a number', 1, 100_000_000).default(60_000),
      meaning: 'requests of one address that are looked at while tokens are required; more are answered 429',
      initially: '`60000`',
      allowed: '1 to 100000000',
    },
  },
  faults,
  configOf: (values, production): TrustConfig => ({
    mode: values.TRUST_MODE ?? (production || values.CLIENTS_FILE !== undefined ? 'required' : 'off'),
    clientsFile: values.CLIENTS_FILE,
    protectsDiscovery: values.PROTECT_DISCOVERY,
    trustedProxies: values.TRUSTED_PROXIES,
    limits: {
      addressRequestsPerMinute: values.ADDRESS_REQUESTS_PER_MINUTE,
      failedAttemptsPerMinute: FAILED_ATTEMPTS_PER_MINUTE,
    },
  }),
});

function faults(env: Environment): readonly string[] {
  const { TRUST_MODE: mode, CLIENTS_FILE: file, HOST: host = '127.0.0.1', PUBLIC_BASE_URL: base } = env;
  const isRequired = mode === 'required' || (mode === undefined && (isProduction(env) || file !== undefined));
  const found: string[] = [];
  if (mode === 'off' && isProduction(env)) found.push('TRUST_MODE must not be off in production: anybody could call');
  else if (!isRequired && !isLoopback(host))
    found.push(`TRUST_MODE must be required where HOST is not loopback (${host}): anybody in the network could call`);
  if (isRequired && file === undefined)
    found.push('CLIENTS_FILE must be set where TRUST_MODE is required: without clients nobody could call');
  if (isRequired && base === undefined)
    found.push('PUBLIC_BASE_URL must be set where TRUST_MODE is required: the audience of tokens is compared with it');
  if (mode === 'off' && file !== undefined)
    found.push('CLIENTS_FILE must not be set where TRUST_MODE is off: it would be ignored');
  return found;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}
