/** What those who run the service get to see. */
import { z } from 'zod';
import { webAddress, wholeNumber } from './kinds.js';
import { concept } from './setting.js';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Where `/metrics` is answered: on a port of its own, beside everything else, or nowhere. */
type MetricsPlace =
  | { readonly kind: 'own-port'; readonly port: number; readonly host: string }
  | { readonly kind: 'beside' }
  | { readonly kind: 'nowhere' };

export interface ObservabilityConfig {
  readonly logLevel: (typeof LEVELS)[number];
  readonly metrics: MetricsPlace;
  /** Whether anybody collects traces. */
  readonly traces: boolean;
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
    METRICS_PORT: {
      schema: wholeNumber('a port', 0, 65_535).optional(),
      meaning: 'port on which `/metrics` alone is answered; 0 takes a free one',
      initially: 'none: `/metrics` is answered on `PORT`, in production nowhere',
      allowed: '0 to 65535, other than `PORT`',
    },
    METRICS_HOST: {
      schema: z.string().default('127.0.0.1'),
      meaning: 'address on which `METRICS_PORT` listens',
      initially: '`127.0.0.1`',
      allowed: 'an address or name of this machine that only whoever collects metrics can reach',
    },
    OTEL_EXPORTER_OTLP_ENDPOINT: {
      schema: webAddress.optional(),
      meaning: 'traces are made, and sent there by the OpenTelemetry SDK that `node --import` loads',
      initially: 'none: nothing is traced',
      allowed: 'an http or https address',
    },
  },
  faults: (env) => {
    const { METRICS_PORT: metrics, PORT: port = '3000' } = env;
    return metrics !== undefined && metrics !== '0' && Number(metrics) === Number(port)
      ? ['METRICS_PORT must be another port than PORT']
      : [];
  },
  configOf: (values, production): ObservabilityConfig => ({
    logLevel: values.LOG_LEVEL,
    traces: values.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
    metrics: placeOf(values.METRICS_PORT, values.METRICS_HOST, production),
  }),
});

function placeOf(port: number | undefined, host: string, production: boolean): MetricsPlace {
  if (port !== undefined) return { kind: 'own-port', port, host };
  return { kind: production ? 'nowhere' : 'beside' };
}
