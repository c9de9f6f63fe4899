/**
 * Every requirement has a test that carries its id, or says who meets it and why: `docs/conformance.md` is written from that.
 * `UPDATE_DOCS=true npm test -- test/house` writes it anew.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { format } from 'prettier';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const page = join(root, 'docs/conformance.md');
const LEVELS = ['SHALL', 'SHALL NOT', 'SHOULD', 'SHOULD NOT', 'MAY', 'duty', 'advice', 'ours'] as const;

const requirement = z.strictObject({
  level: z.enum(LEVELS),
  versions: z.string(),
  says: z.string().regex(/\.$/),
  duty: z.string().regex(/\.$/).optional(),
  excused: z.string().regex(/\.$/).optional(),
});
const sections = z
  .array(z.strictObject({ title: z.string(), requirements: z.record(z.string().regex(/^CH-\d{3}$/), requirement) }))
  .parse(parse(readFileSync(join(root, 'test/conformance/requirements.yaml'), 'utf8')));
const requirements = new Map(sections.flatMap((section) => Object.entries(section.requirements)));

/** Ids that stand in a text of a test file, comments aside: its titles, and the rows that titles are made of. */
function idsIn(path: string): readonly string[] {
  const code = readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const texts = code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`/g) ?? [];
  return texts.flatMap((text) => text.match(/CH-\d{3}/g) ?? []);
}

const tests = readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts') && entry.name !== 'conformance-page.test.ts')
  .map((entry) => join(entry.parentPath, entry.name));
const files = new Map<string, Set<string>>();
for (const path of tests)
  for (const id of idsIn(path))
    files.set(id, (files.get(id) ?? new Set()).add(relative(root, path).split(sep).join('/')));

it('knows CH-001 to CH-159, each once and in order', () => {
  const all = Array.from({ length: 159 }, (_, index) => `CH-${String(index + 1).padStart(3, '0')}`);
  expect([...requirements.keys()]).toEqual(all);
});

it('every requirement has a test, or says who meets it or why nobody does', () => {
  const open = [...requirements].filter(([id, { duty, excused }]) => !files.has(id) && !duty && !excused);
  expect(open.map(([id]) => id)).toEqual([]);
});

it('no requirement is both tested and excused', () => {
  const both = [...requirements].filter(([id, { excused }]) => files.has(id) && excused !== undefined);
  expect(both.map(([id]) => id)).toEqual([]);
});

it('no test carries an id that is unknown', () => {
  expect([...files.keys()].filter((id) => !requirements.has(id))).toEqual([]);
});

function metBy(id: string, { duty, excused }: z.infer<typeof requirement>): string {
  const links = [...(files.get(id) ?? [])].toSorted().map((path) => {
    const name = path.replace(/^test\//, '').replace(/\.test\.ts$/, '');
    return `[${name}](../${path})`;
  });
  return [
    ...(links.length === 0 ? [] : [links.join(', ')]),
    ...(duty === undefined ? [] : [`operator: ${duty}`]),
    ...(excused === undefined ? [] : [`not met by us: ${excused}`]),
  ].join('; ');
}

it('the page says what the tests show', async () => {
  const parts = sections.map(({ title, requirements: own }) => {
    const rows = Object.entries(own).map(
      ([id, one]) => `| ${id} | ${one.says} | ${one.level} | ${one.versions} | ${metBy(id, one)} |`,
    );
    return `## ${title}\n\n| id | requirement | level | versions | met by |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  const count = (test: (id: string) => boolean): number => [...requirements.keys()].filter(test).length;
  const tested = count((id) => files.has(id));
  const wanted = await format(
    `# Conformance\n\nWhat CDS Hooks 2.0 and 3.0 (ballot of January 2026) ask of a service, and where it is shown that it is met: ${tested} of
${requirements.size} requirements by tests that carry the id in their title, the others by whoever runs the service. Levels are those of the
specification; _duty_ binds without a keyword, _advice_ is advice, _ours_ is what interoperability or safety needs where the
specification is silent. How to run the official tools against it: [integration](integration.md#official-tools).\n\n${parts.join('\n')}`,
    { parser: 'markdown', singleQuote: true, printWidth: 120 },
  );
  if (process.env['UPDATE_DOCS'] === 'true') writeFileSync(page, wanted);
  expect(readFileSync(page, 'utf8')).toBe(wanted);
});
