/**
 * What the service says of itself (clinical rules H.1 to H.4): intended use, population, limits, and the 13 source
 * attributes of an evidence-based decision support intervention (45 CFR 170.315(b)(11)(iv)(A)).
 */
import { z } from 'zod';
import { isoDay } from './iso-day.js';

const sentence = z.string().min(1);

/** In the order of the regulation. */
export const SOURCE_ATTRIBUTES = [
  'bibliographic-citation',
  'developer',
  'funding-source',
  'release-and-revision-dates',
  'race',
  'ethnicity',
  'language',
  'sexual-orientation',
  'gender-identity',
  'sex',
  'date-of-birth',
  'social-determinants-of-health',
  'health-status-assessments',
] as const;
export type SourceAttribute = (typeof SOURCE_ATTRIBUTES)[number];

const release = z.strictObject({ version: sentence, date: isoDay.optional(), what: sentence });

/** Patient characteristics are `used` or not, and how; the first four attributes are text alone. */
const attribute = z.strictObject({ title: sentence, isUsed: z.boolean().optional(), text: sentence });

export const aboutData = z.strictObject({
  intendedUse: sentence,
  intendedUsers: z.array(sentence).min(1),
  population: z.array(sentence).min(1),
  notFor: z.array(sentence).min(1),
  limits: z.array(sentence).min(1),
  inputs: z.array(sentence).min(1),
  logic: z.array(sentence).min(1),
  validation: z.array(sentence).min(1),
  releases: z.array(release).min(1),
  sourceAttributes: z.record(z.enum(SOURCE_ATTRIBUTES), attribute),
});
export type AboutData = z.infer<typeof aboutData>;
