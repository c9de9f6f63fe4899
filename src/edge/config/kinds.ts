/** Kinds of value that several settings share. */
import { z } from 'zod';
import type { Environment } from './setting.js';
import { isProduction } from './setting.js';

export const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

export const flag = z.stringbool({
  truthy: ['true'],
  falsy: ['false'],
  case: 'sensitive',
  error: 'must be true or false',
});

/** A whole number from `least` to `most`, as text. */
export function wholeNumber(what: string, least: number, most: number) {
  const fault = `must be ${what} from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, fault)
    .transform(Number)
    .refine((value) => value >= least && value <= most, fault);
}

/** `NAME must be an https address in production`, for each of these that is http there. */
export function insecureAddresses(env: Environment, names: readonly string[]): readonly string[] {
  if (!isProduction(env)) return [];
  return names
    .filter((name) => env[name]?.toLowerCase().startsWith('http:'))
    .map((name) => `${name} must be an https address in production`);
}
