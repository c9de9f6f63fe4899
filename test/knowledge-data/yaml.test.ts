/** Content is read by a quick parser and faults are placed by another: on our own files both must see the same. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const files = ['src/knowledge', 'cards'].flatMap((directory) =>
  readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(directory, name)),
);

it.each(files)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  expect(load(text)).toEqual(parse(text));
});
