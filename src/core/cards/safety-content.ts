import type { SafetyTopic } from '../decision/safety-outcome.js';
import type { CardContent } from './content.js';
import type { CardTemplate } from './template.js';

/** Everything the order and infusion cards say; labels and reasons are those of all cards. */
export type SafetyCardContent = Omit<CardContent, 'templates'> & {
  readonly templates: Readonly<Record<SafetyTopic, CardTemplate>>;
};
