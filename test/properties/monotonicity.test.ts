/** Filling an unknown never overturns a known status: what was not looked at may only turn unknown into known. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Assessment } from '../../src/core/assessment.js';
import { evaluate } from '../../src/core/evaluate.js';
import { isObject } from '../../src/core/json.js';
import type { JsonObject } from '../../src/core/json.js';
import { recordFromPrefetch } from '../../src/core/record/from-prefetch.js';
import { LOOKUPS, TYPE_OF_LOOKUP } from '../../src/core/record/record.js';
import { newWalk, walkBundle } from '../../src/core/record/walk.js';
import { calendarOf, parseDay } from '../../src/core/time.js';
import { knowledge } from '../knowledge.js';

const directory = join(import.meta.dirname, '../../fhir-fixtures/patients');

interface Story {
  readonly name: string;
  readonly asOf: number;
  readonly patient: JsonObject;
  readonly prefetch: Readonly<Record<string, unknown>>;
}

/** A posted Bundle as the prefetch of an EHR that answers every look-up; Observations come under one key. */
function storyOf(name: string): Story {
  const read = (file: string): string => readFileSync(join(directory, name, file), 'utf8');
  const { asOf } = parse(read('case.yaml')) as { asOf: string };
  const walk = newWalk();
  const bundle: unknown = JSON.parse(read('bundle.json'));
  if (isObject(bundle)) walkBundle(bundle, walk);
  const seen = new Set<string>();
  const prefetch: Record<string, unknown> = {};
  for (const lookup of LOOKUPS) {
    const type = TYPE_OF_LOOKUP[lookup];
    const isFirst = !seen.has(type);
    seen.add(type);
    const entry = walk.found
      .filter(({ resource }) => {
        const isMedication = lookup === 'medicationRequests' && resource['resourceType'] === 'Medication';
        return isFirst && (resource['resourceType'] === type || isMedication);
      })
      .map(({ resource, fullUrl }) => ({ resource, ...(fullUrl === undefined ? {} : { fullUrl }) }));
    prefetch[lookup] = { resourceType: 'Bundle', type: 'searchset', entry };
  }
  const patient = walk.found.find(({ resource }) => resource['resourceType'] === 'Patient')?.resource ?? {};
  return { name, asOf: parseDay(asOf) ?? 0, patient, prefetch };
}

function assessed({ asOf, patient }: Story, prefetch: Readonly<Record<string, unknown>>): Assessment {
  const calendar = calendarOf('UTC');
  const record = recordFromPrefetch(prefetch, patient, knowledge, calendar);
  return evaluate({ record, asOf, knowledge, calendar });
}

function statusesOf({ verdicts, refractory, activeDisease }: Assessment): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(verdicts.map(({ rule, status }) => [rule, status])),
    ...refractory,
    activeDisease,
  };
}

/**
 * Where a second look-up speaks about the first: immunoglobulin turns a positive anti-HBc into one that may be passive
 * and an IgG into one that may be raised; fever and vital signs add to what the problem list says of infection and blood pressure.
 */
const CORRECTED_BY_OTHERS = ['S-03', 'S-06', 'S-10', 'S-11', 'S-28'];

const stories = readdirSync(directory).map((name) => storyOf(name));
/**
 * What a client may leave out. The medication history is one thing, charges among the procedures included: a source of
 * higher trust may correct an order (decision 0001), so it comes whole or not at all. Encounters are always there: they add severity to an infection.
 */
const MEDICATIONS: readonly string[] = [
  'medicationRequests',
  'medicationAdministrations',
  'medicationStatements',
  'medicationDispenses',
  'procedures',
];
/** The stories keep all Observations in one Bundle, so here they are one look-up too. */
const OBSERVATIONS: readonly string[] = LOOKUPS.filter((lookup) => TYPE_OF_LOOKUP[lookup] === 'Observation');
const REQUIRED: readonly string[] = ['patient', 'conditions', 'encounters'];
const others = LOOKUPS.filter((lookup) => ![...REQUIRED, ...MEDICATIONS, ...OBSERVATIONS].includes(lookup));
const optional: readonly (readonly string[])[] = [MEDICATIONS, OBSERVATIONS, ...others.map((lookup) => [lookup])];

it.each(stories.map((story) => [story.name, story] as const))('%s', (_name, story) => {
  const full = statusesOf(assessed(story, story.prefetch));
  fc.assert(
    fc.property(fc.subarray([...optional]), (groups) => {
      const left = groups.flat();
      const part = Object.fromEntries(Object.entries(story.prefetch).filter(([key]) => !left.includes(key)));
      const known = Object.entries(statusesOf(assessed(story, part))).filter(
        ([rule, status]) => status !== 'unknown' && !CORRECTED_BY_OTHERS.includes(rule),
      );
      expect(Object.fromEntries(known.map(([rule]) => [rule, full[rule]]))).toEqual(Object.fromEntries(known));
    }),
    { numRuns: 40 },
  );
});
