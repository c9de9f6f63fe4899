/** The fixture patients as a FHIR server would hold them, and the hook calls of their stories. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { draftBundle } from '../hooks.js';
import type { Json } from './repository.js';

const directory = join(import.meta.dirname, '../../fhir-fixtures/patients');

export interface Story {
  readonly name: string;
  readonly asOf: string;
  readonly resources: readonly Json[];
  /** What `patient-view` and, where the story has one, another hook are called with. */
  readonly calls: readonly HookCall[];
}

export interface HookCall {
  readonly service: string;
  readonly hook: string;
  readonly context: Json;
}

interface Case {
  readonly asOf: string;
  readonly hook?: {
    readonly service: string;
    readonly drafts?: readonly Json[];
    readonly selections?: readonly string[];
    readonly encounterId?: string;
  };
}

const HOOK_OF: Readonly<Record<string, string>> = {
  'rituximab-order-select': 'order-select',
  'rituximab-order-sign': 'order-sign',
  'rituximab-infusion-check': 'encounter-start',
};

/** Nested Bundles unfolded; of several versions of one resource the newest comes last and stays. */
function resourcesOf(bundle: Json): readonly Json[] {
  const entries = (bundle['entry'] ?? []) as { resource?: Json }[];
  return entries.flatMap(({ resource }) =>
    resource === undefined ? [] : resource['resourceType'] === 'Bundle' ? resourcesOf(resource) : [resource],
  );
}

function callsOf({ hook }: Case): readonly HookCall[] {
  const context = { userId: 'Practitioner/1', patientId: 'p1' };
  const review = { service: 'myositis-rituximab-review', hook: 'patient-view', context };
  if (!hook) return [review];
  const { service, drafts, selections, encounterId } = hook;
  const more = {
    ...(drafts ? { draftOrders: draftBundle(drafts) } : {}),
    ...(selections ? { selections } : {}),
    // the hook names an encounter whether or not the story does
    ...(encounterId === undefined && service !== 'rituximab-infusion-check'
      ? {}
      : { encounterId: encounterId ?? 'e1' }),
  };
  return [review, { service, hook: HOOK_OF[service] ?? '', context: { ...context, ...more } }];
}

function storyOf(name: string): Story {
  const read = (file: string) => readFileSync(join(directory, name, file), 'utf8');
  const told = parse(read('case.yaml')) as Case;
  return {
    name,
    asOf: told.asOf,
    resources: resourcesOf(JSON.parse(read('bundle.json')) as Json),
    calls: callsOf(told),
  };
}

export const stories: readonly Story[] = readdirSync(directory).map(storyOf);

export function story(name: string): Story {
  const found = stories.find((one) => one.name === name);
  if (!found) throw new Error(`no story ${name}`);
  return found;
}
