/** `docs/assessment.schema.json` says what the service answers: every story is checked against it, both ways. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isObject } from '../../src/core/json.js';
import { assessBundle } from '../patient.js';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docs/assessment.schema.json'), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0]);
const stories = readdirSync(join(root, 'fhir-fixtures/patients'));

function assessed(story: string): unknown {
  const read = (file: string): string => readFileSync(join(root, 'fhir-fixtures/patients', story, file), 'utf8');
  const { asOf } = parse(read('case.yaml')) as { asOf: string };
  // as a client sees it
  return JSON.parse(JSON.stringify(assessBundle(JSON.parse(read('bundle.json')), asOf)));
}

/** Every name that occurs anywhere, but for the keys of `coverage`, which are the client's own. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, child]) => [name, ...(name === 'coverage' ? [] : namesIn(child))]);
}

it.each(stories)('%s', (story) => {
  expect(schema.safeParse(assessed(story)).error?.issues ?? []).toEqual([]);
});

it('names every field there is', () => {
  const names = new Set(stories.flatMap((story) => namesIn(assessed(story))));
  expect([...names].filter((name) => !text.includes(`"${name}"`))).toEqual([]);
});

it('finds a field of the wrong kind', () => {
  const [first = ''] = stories;
  expect(schema.safeParse({ ...Object(assessed(first)), stage: 'later' }).success).toBe(false);
});
