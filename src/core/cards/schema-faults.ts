/** What is wrong with a content file, on one line. */
import type { z } from 'zod';

export function schemaFaults(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'file'}: ${message}`).join('; ');
}
