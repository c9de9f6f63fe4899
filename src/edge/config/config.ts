/** Settings from the environment, every problem reported at once. An empty variable is an absent one. */
import { answers } from './answers.js';
import { fetch } from './fetch.js';
import { journal } from './journal.js';
import { observability } from './observability.js';
import { server } from './server.js';
import type { Concept, Configured, Environment } from './setting.js';
import { site } from './site.js';
import type { SiteConfig } from './site.js';
import { store } from './store.js';
import { trust } from './trust.js';

/** Every setting there is, in the order of `docs/configuration.md`. */
export const CONCEPTS = { server, site, answers, trust, fetch, store, journal, observability } as const;

type Concepts = typeof CONCEPTS;

export type Config = { readonly [Name in keyof Concepts]: Concepts[Name] extends Concept<infer C> ? C : never };

export function readConfig(env: Environment): Configured<Config> {
  const present = withoutEmpty(env);
  const config: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, { read }] of Object.entries(CONCEPTS)) {
    const part = read(present);
    if (part.kind === 'config') config[name] = part.config;
    else faults.push(...part.faults);
  }
  // without faults every concept has left its part, under its own name
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'config', config: config as unknown as Config };
}

/** The settings of the command line, which should not fail over a port it never opens. */
export function readSiteConfig(env: Environment): Configured<SiteConfig> {
  return site.read(withoutEmpty(env));
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
}
