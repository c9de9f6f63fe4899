/** What the service and the command line both need to know of the site. */
import { z } from 'zod';
import { calendarOf } from '../../core/time.js';
import { concept } from './setting.js';

function isTimeZone(name: string): boolean {
  try {
    calendarOf(name);
    return true;
  } catch {
    return false;
  }
}

export interface SiteConfig {
  readonly timeZone: string;
  /** Undefined: what the package brings. */
  readonly knowledgeDirectory: string | undefined;
  readonly cardsDirectory: string | undefined;
}

export const site = concept({
  title: 'Site and content',
  settings: {
    SITE_TIME_ZONE: {
      schema: z.string().default('UTC').refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
      meaning: 'zone in which days are counted',
      initially: '`UTC`',
      allowed: 'a name of the IANA list, such as `Europe/Berlin`',
    },
    KNOWLEDGE_DIR: {
      schema: z.string().optional(),
      meaning: "a site's own parameters, value sets and drugs",
      initially: 'those of the package',
      allowed: 'a readable folder',
    },
    CARDS_DIR: {
      schema: z.string().optional(),
      meaning: "a site's own wording of the cards",
      initially: 'those of the package',
      allowed: 'a readable folder',
    },
  },
  faults: () => [],
  configOf: (values): SiteConfig => ({
    timeZone: values.SITE_TIME_ZONE,
    knowledgeDirectory: values.KNOWLEDGE_DIR,
    cardsDirectory: values.CARDS_DIR,
  }),
});
