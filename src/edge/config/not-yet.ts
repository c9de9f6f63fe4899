/** A setting that asks for what this version does not do: refused, because to ignore it would be unsafe or misleading. */
import { z } from 'zod';

export function notYet(only: string, why: string): z.ZodType<string | undefined> {
  return z.literal(only, `can only be ${only}: ${why}`).optional();
}
