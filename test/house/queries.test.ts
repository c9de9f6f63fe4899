/** A FHIRPath that never selects anything, or always does, is a misspelt one: each meets both in the stories. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import '../../src/core/evaluate.js';
import { compiledQueries } from '../../src/core/facts/query.js';
import { asList, isObject, member } from '../../src/core/json.js';
import type { JsonObject } from '../../src/core/json.js';
import { newWalk, walkBundle } from '../../src/core/record/walk.js';

const directory = join(import.meta.dirname, '../../fhir-fixtures/patients');

const resources = readdirSync(directory).flatMap((name): readonly JsonObject[] => {
  const bundle: unknown = JSON.parse(readFileSync(join(directory, name, 'bundle.json'), 'utf8'));
  const walk = newWalk();
  if (isObject(bundle)) walkBundle(bundle, walk);
  return walk.found.map(({ resource }) => resource);
});

/** Elements nested under their own name: the items of a questionnaire. */
function nested(node: unknown, element: string): readonly unknown[] {
  return asList(member(node, element)).flatMap((child) => [child, ...nested(child, element)]);
}

/** What a query starts from: a resource, or the elements that come before the last step of its path. */
function startsOf(path: string): readonly JsonObject[] {
  const [type, element = ''] = path.split('.');
  const ofType = resources.filter(({ resourceType }) => resourceType === type);
  const isElementQuery = path === `Observation.component.${path.split('.')[2] ?? ''}` || path.endsWith('answer.value');
  return isElementQuery ? ofType.flatMap((one) => nested(one, element)).filter((node) => isObject(node)) : ofType;
}

it('there are queries to look at', () => {
  expect(compiledQueries.length).toBeGreaterThan(10);
});

it.each(compiledQueries.map((query) => [query.path, query] as const))('%s', (path, query) => {
  const found = startsOf(path).map((node) => query.select(node).length > 0);
  expect(found).toContain(true);
  expect(found).toContain(false);
});
