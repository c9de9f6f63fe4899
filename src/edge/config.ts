/** Settings from the environment, every problem reported at once. An empty variable is an absent one. */
import { z } from 'zod';
import { calendarOf } from '../core/time.js';
import { fetchConfigOf, fetchFaults, fetchSettings } from './config/fetch.js';
import type { FetchConfig } from './config/fetch.js';

type Environment = Readonly<Record<string, string | undefined>>;

const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
const flag = z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive', error: 'must be true or false' });

function isTimeZone(name: string): boolean {
  try {
    calendarOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the service and the command line both need to know. */
const siteSettings = {
  SITE_TIME_ZONE: z.string().default('UTC').refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
  KNOWLEDGE_DIR: z.string().optional(),
  CARDS_DIR: z.string().optional(),
};

const settings = z.object({
  ...siteSettings,
  ...fetchSettings,
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port from 0 to 65535')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./.data'),
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'must be production, development or test')
    .default('development'),
  PUBLIC_BASE_URL: webAddress.transform((address) => address.replace(/\/+$/, '')).optional(),
  SMART_APP_URL: webAddress.optional(),
  ALLOW_EVALUATION_DATE: flag.optional(),
  SHOW_NOT_REFRACTORY: flag.default(false),
  SAFETY_SCOPE: z.enum(['myositis', 'all-rituximab'], 'must be myositis or all-rituximab').default('myositis'),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});

/** Settings that ask for what this version does not do: refused, because to ignore them would be unsafe or misleading. */
const NOT_YET: Readonly<Record<string, { readonly only: string; readonly why: string }>> = {
  TRUST_MODE: { only: 'off', why: 'this version does not check the identity of CDS clients' },
  SILENT: { only: 'false', why: 'this version has no silent mode' },
  JOURNAL_INPUTS: { only: 'false', why: 'this version keeps no journal' },
};

interface SiteConfig {
  readonly timeZone: string;
  /** Undefined: what the package brings. */
  readonly knowledgeDirectory: string | undefined;
  readonly cardsDirectory: string | undefined;
}

export interface Config extends SiteConfig, FetchConfig {
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  readonly production: boolean;
  readonly publicBaseUrl: string | undefined;
  readonly smartAppUrl: string | undefined;
  readonly allowEvaluationDate: boolean;
  readonly showNotRefractory: boolean;
  readonly safetyScope: z.infer<typeof settings>['SAFETY_SCOPE'];
  readonly logLevel: z.infer<typeof settings>['LOG_LEVEL'];
}

type Configured<T> =
  | { readonly kind: 'config'; readonly config: T }
  /** `NAME must be …`, one for each problem. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

export function readConfig(env: Environment): Configured<Config> {
  const present = withoutEmpty(env);
  const parsed = settings.safeParse(present);
  const faults = [
    ...(parsed.success ? [] : faultsOf(parsed.error)),
    ...unsupported(present),
    ...production(present),
    ...fetchFaults(present),
  ];
  if (!parsed.success || faults.length > 0) return { kind: 'faults', faults };
  const { data } = parsed;
  const inProduction = data.NODE_ENV === 'production';
  return {
    kind: 'config',
    config: {
      ...siteOf(data),
      ...fetchConfigOf(data, inProduction),
      port: data.PORT,
      host: data.HOST,
      dataDirectory: data.DATA_DIR,
      production: inProduction,
      publicBaseUrl: data.PUBLIC_BASE_URL,
      smartAppUrl: data.SMART_APP_URL,
      allowEvaluationDate: data.ALLOW_EVALUATION_DATE ?? !inProduction,
      showNotRefractory: data.SHOW_NOT_REFRACTORY,
      safetyScope: data.SAFETY_SCOPE,
      logLevel: data.LOG_LEVEL,
    },
  };
}

/** The settings of the command line, which should not fail over a port it never opens. */
export function readSiteConfig(env: Environment): Configured<SiteConfig> {
  const parsed = z.object(siteSettings).safeParse(withoutEmpty(env));
  return parsed.success
    ? { kind: 'config', config: siteOf(parsed.data) }
    : { kind: 'faults', faults: faultsOf(parsed.error) };
}

function siteOf(data: {
  SITE_TIME_ZONE: string;
  KNOWLEDGE_DIR?: string | undefined;
  CARDS_DIR?: string | undefined;
}): SiteConfig {
  return { timeZone: data.SITE_TIME_ZONE, knowledgeDirectory: data.KNOWLEDGE_DIR, cardsDirectory: data.CARDS_DIR };
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
}

function faultsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
}

function unsupported(env: Environment): readonly string[] {
  return Object.entries(NOT_YET)
    .filter(([name, { only }]) => env[name] !== undefined && env[name] !== only)
    .map(([name, { only, why }]) => `${name} can only be ${only}: ${why}`);
}

/** Read from the raw values, so that these are reported together with what the schema finds. */
function production(env: Environment): readonly string[] {
  if (env['NODE_ENV'] !== 'production') return [];
  const faults: string[] = [];
  if (env['ALLOW_EVALUATION_DATE'] === 'true') faults.push('ALLOW_EVALUATION_DATE must not be true in production');
  for (const name of ['PUBLIC_BASE_URL', 'SMART_APP_URL']) {
    if (env[name]?.toLowerCase().startsWith('http:')) faults.push(`${name} must be an https address in production`);
  }
  return faults;
}
