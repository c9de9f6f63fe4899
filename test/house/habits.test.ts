/** The house rules that no linter knows; each failure says what to do. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { FOLLOW_UP_CRITERIA } from '../../src/core/criteria/follow-up.js';
import { CRITERIA as REVIEW_CRITERIA } from '../../src/core/criteria/index.js';
import { SAFETY_CRITERIA } from '../../src/core/criteria/safety.js';
import { VALUE_SET_IDS } from '../../src/core/knowledge/value-set-ids.js';
import { knowledge, knowledgeData } from '../knowledge.js';

const CRITERIA = [...REVIEW_CRITERIA, ...SAFETY_CRITERIA, ...FOLLOW_UP_CRITERIA];
const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const below = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));

const sources = below('src', '.ts');
const criteriaFiles = below('src/core/criteria', '.ts').filter((path) => path.split('/').length === 5);

describe('criteria', () => {
  it.each(criteriaFiles)('%s is in the index under its own name', (path) => {
    const stem = path.split('/').at(-1)?.replace('.ts', '') ?? '';
    expect([path, CRITERIA.some(({ id }) => id === stem)]).toEqual([path, true]);
  });

  it.each(CRITERIA.map(({ id, cites }) => [id, cites] as const))('%s cites what citations.yaml knows', (_id, cites) => {
    expect(cites.length).toBeGreaterThan(0);
    for (const cite of cites) expect(Object.keys(knowledge.citations)).toContain(cite.split('#')[0]);
  });

  it.each(CRITERIA.map(({ id }) => [id] as const))('%s has rows in a criteria test and a label for the card', (id) => {
    const tests = below('test/core/criteria', '.test.ts').map((path) => read(path));
    const isTested = tests.some((text) => text.includes(`'${id}': {`) || text.includes(`  ${id}: {`));
    expect([`add rows for ${id} to test/core/criteria`, isTested]).toEqual([
      `add rows for ${id} to test/core/criteria`,
      true,
    ]);
    expect(read('cards/labels.yaml')).toContain(id);
  });

  it('has one number once', () => {
    const rules = CRITERIA.map(({ rule }) => rule);
    expect(new Set(rules).size).toBe(rules.length);
  });
});

describe('source files', () => {
  it.each(sources)('%s holds no code of a terminology', (path) => {
    const text = read(path).replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(text.match(/'\d{4,5}-\d'|'(?:[A-Z]\d{2}(?:\.\d+)?|\d{6,18})'|'[A-Z]\d{2}[A-Z]{2}\d{2}'/g)).toBeNull();
  });

  it.each(sources)('%s silences neither compiler nor linter, exports no default, and is no drawer', (path) => {
    const text = read(path);
    expect(text.replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, '')).not.toMatch(
      /\bas any\b|: any\b|@ts-ignore|@ts-expect-error|eslint-disable|export default|TODO|FIXME/,
    );
    expect(path).not.toMatch(/\/(utils?|helpers?|common|misc|shared|lib)(\/|\.ts$)/);
  });
});

describe('knowledge', () => {
  it('reads every value set that it lists, and lists every one that it reads', () => {
    const present = new Set(knowledgeData.valueSets.map(({ id }) => id));
    expect(VALUE_SET_IDS.filter((id) => !present.has(id))).toEqual([]);
  });
});

describe('documents', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'cards/README.md',
    'fhir-fixtures/README.md',
    'bench/README.md',
    'deploy/README.md',
    ...below('docs', '.md'),
  ];

  it.each(pages)('%s links to files that exist', (page) => {
    for (const [, target = ''] of read(page).matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)) {
      expect(() => read(join(dirname(page), target.split('#')[0] ?? ''))).not.toThrow();
    }
  });

  it('README names every dependency and the commands that CI runs', () => {
    const { dependencies, devDependencies, scripts } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const readme = read('README.md');
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) expect(readme).toContain(name);
    const ci = read('.ci/run');
    expect(readme).toContain('npm ci && npm test');
    expect(ci).toMatch(/^npm ci\b/m);
    expect(ci).toMatch(/^npm test\b/m);
    expect(ci).toMatch(/^npm run check\b/m);
    expect(Object.keys(scripts ?? {})).toEqual(expect.arrayContaining(['start', 'test', 'check', 'bench']));
  });

  it('pins every version', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    for (const version of Object.values({ ...dependencies, ...devDependencies })) expect(version).toMatch(/^\d/);
  });
});
