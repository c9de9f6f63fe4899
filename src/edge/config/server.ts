/** Where the service listens, and under which address the world knows it. */
import { z } from 'zod';
import { insecureAddresses, webAddress, wholeNumber } from './kinds.js';
import { concept } from './setting.js';

export interface ServerConfig {
  readonly port: number;
  readonly host: string;
  readonly production: boolean;
  /** Without a slash at its end. */
  readonly publicBaseUrl: string | undefined;
}

export const server = concept({
  title: 'Server',
  settings: {
    PORT: {
      schema: wholeNumber('a port', 0, 65_535).default(3000),
      meaning: 'port to listen on; 0 takes a free one',
      initially: '`3000`',
      allowed: '0 to 65535',
    },
    HOST: {
      schema: z.string().default('127.0.0.1'),
      meaning: 'address to listen on',
      initially: '`127.0.0.1`',
      allowed: 'an address or name of this machine; `0.0.0.0` for all',
    },
    NODE_ENV: {
      schema: z
        .enum(['production', 'development', 'test'], 'must be production, development or test')
        .default('development'),
      meaning: '`production` refuses whatever is only safe in a demonstration',
      initially: '`development`',
      allowed: '`production`, `development`, `test`',
    },
    PUBLIC_BASE_URL: {
      schema: webAddress.transform((address) => address.replace(/\/+$/, '')).optional(),
      meaning: 'address under which clients reach the service; what a token must name as its audience begins with it',
      initially: 'none',
      allowed: 'an http or https address, a path included',
      production: 'https',
    },
  },
  faults: (env) => insecureAddresses(env, ['PUBLIC_BASE_URL']),
  configOf: (values, production): ServerConfig => ({
    port: values.PORT,
    host: values.HOST,
    production,
    publicBaseUrl: values.PUBLIC_BASE_URL,
  }),
});
