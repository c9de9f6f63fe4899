/** What those who run the service get to see. */
import { z } from 'zod';
import { concept } from './setting.js';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface ObservabilityConfig {
  readonly logLevel: (typeof LEVELS)[number];
}

export const observability = concept({
  title: 'Observability',
  settings: {
    LOG_LEVEL: {
      schema: z.enum(LEVELS, 'must be fatal, error, warn, info, debug, trace or silent').default('info'),
      meaning: 'least severity that is logged; no level ever logs patient data or tokens',
      initially: '`info`',
      allowed: LEVELS.map((level) => `\`${level}\``).join(', '),
    },
  },
  faults: () => [],
  configOf: (values): ObservabilityConfig => ({ logLevel: values.LOG_LEVEL }),
});
