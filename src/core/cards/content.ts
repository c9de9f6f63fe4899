/** Everything the review cards say, as checked at start. */
import { z } from 'zod';
import type { DisplayedCoding } from '../cds-hooks/response.js';
import type { ReviewTopic } from '../decision/outcome.js';
import type { Labels } from './labels.js';
import { schemaFaults } from './schema-faults.js';
import type { CardTemplate } from './template.js';

export interface CardContent {
  readonly templates: Readonly<Record<ReviewTopic, CardTemplate>>;
  readonly labels: Labels;
  readonly overrideReasons: readonly [DisplayedCoding, ...DisplayedCoding[]];
  /** Launch address of the SMART app; without it cards carry no link. */
  readonly smartAppUrl?: string;
}

const reason = z.strictObject({ code: z.string().regex(/^[a-z][a-z-]*[a-z]$/), display: z.string().min(1) });
const overrideReasonsSchema = z.strictObject({
  system: z.url(),
  reasons: z
    .tuple([reason], reason)
    .refine((reasons) => new Set(reasons.map(({ code }) => code)).size === reasons.length, 'a code is given twice'),
});

/** `cards/override-reasons.yaml` as Codings (CH-111). Throws an Error that lists every fault. */
export function parseOverrideReasons(value: unknown): CardContent['overrideReasons'] {
  const parsed = overrideReasonsSchema.safeParse(value);
  if (!parsed.success) throw new Error(schemaFaults(parsed.error));
  const { system, reasons } = parsed.data;
  const [first, ...others] = reasons;
  return [{ ...first, system }, ...others.map((other) => ({ ...other, system }))];
}
