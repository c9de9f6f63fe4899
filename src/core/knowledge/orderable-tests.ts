/** Tests that a card may offer to order, and how such an order is coded (`knowledge/orderable-tests.yaml`). */
import { z } from 'zod';

/** In the order in which they are offered. */
export const TEST_IDS = [
  'hbsag',
  'anti-hbc-total',
  'hbv-dna',
  'immunoglobulin-g',
  'immunoglobulin-a',
  'immunoglobulin-m',
  'complete-blood-count',
  'pregnancy-test',
  'alanine-aminotransferase',
  'igra',
  'hiv',
  'hepatitis-c',
] as const;
export type TestId = (typeof TEST_IDS)[number];

const coding = z.strictObject({ system: z.string().min(1), code: z.string().min(1), display: z.string().min(1) });

export const orderableTests = z.strictObject({
  /** Category of every order. */
  category: coding,
  /** Profile that every order keeps to. */
  profile: z.url(),
  tests: z.record(
    z.enum(TEST_IDS),
    z.strictObject({
      /** What a card calls it. */
      title: z.string().min(1),
      order: coding,
      /** Value sets: an order or a result in any of them makes this test unnecessary. */
      answeredBy: z.array(z.string().min(1)).min(1),
    }),
  ),
});
export type OrderableTests = z.infer<typeof orderableTests>;
