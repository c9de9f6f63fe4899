/** The Dockerfile says what an image must be. Nothing here builds one: that needs an engine which tests do not have. */
import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as paths from '../../src/edge/paths.js';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** Comments out, continued lines joined. */
const instructions: readonly Instruction[] = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ name: line.split(' ')[0] ?? '', value: line.slice(line.indexOf(' ') + 1) }));
const stages = instructions.reduce<Instruction[][]>((found, instruction) => {
  if (instruction.name === 'FROM') found.push([]);
  found.at(-1)?.push(instruction);
  return found;
}, []);
const image = stages.at(-1) ?? [];
const valuesOf = (name: string): readonly string[] =>
  image.filter((instruction) => instruction.name === name).map(({ value }) => value);

it('has a stage that builds and one that runs, on a base that can be pinned', () => {
  expect(stages).toHaveLength(2);
  for (const [from] of stages) expect(from?.value).toMatch(/^\$\{NODE_IMAGE\}/);
});

it('runs as nobody in particular, by number, so that a cluster can see that it is not root', () => {
  const [user, ...more] = valuesOf('USER');
  expect(more).toEqual([]);
  expect(Number(user?.split(':')[0])).toBeGreaterThanOrEqual(1000);
  const afterUser = image.slice(image.findIndex(({ name }) => name === 'USER'));
  expect(afterUser.map(({ name }) => name)).not.toContain('RUN');
});

it('writes to one folder, which is a volume', () => {
  expect(valuesOf('VOLUME')).toEqual(['["/data"]']);
  expect(valuesOf('ENV').join(' ')).toContain('DATA_DIR=/data');
});

it('starts in production without a shell between it and the signal to stop', () => {
  expect(valuesOf('ENV').join(' ')).toContain('NODE_ENV=production');
  expect(JSON.parse(valuesOf('CMD')[0] ?? '')).toEqual(['node', 'dist/main.js']);
  expect(valuesOf('STOPSIGNAL')).toEqual(['SIGTERM']);
});

it('asks after its own health with what it has', () => {
  const [check = ''] = valuesOf('HEALTHCHECK');
  expect(check).toContain('/health/live');
  const command = JSON.parse(check.slice(check.indexOf('CMD ') + 4)) as readonly string[];
  expect(command[0]).toBe('node');
});

it('holds everything the program reads, and what is copied exists', () => {
  const copied = valuesOf('COPY')
    .flatMap((value) => value.split(' ').slice(0, -1))
    .filter((part) => part.startsWith('/build/'))
    .map((part) => part.replace('/build/', ''));
  for (const path of copied.filter((part) => part !== 'dist')) expect(() => statSync(join(root, path))).not.toThrow();
  for (const needed of Object.values(paths).map((path) => relative(root, path))) {
    expect([needed, copied.some((part) => needed === part || needed.startsWith(`${part}/`))]).toEqual([needed, true]);
  }
});

it('holds no secret, no history and no test data', () => {
  expect(read('Dockerfile')).not.toMatch(/PASSWORD|SECRET|TOKEN|DATABASE_URL=/);
  const ignored = read('.dockerignore').split('\n');
  for (const path of ['.git', '.data', '.env*', 'node_modules', 'test', 'fhir-fixtures'])
    expect(ignored).toContain(path);
});
