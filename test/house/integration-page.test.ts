/** `docs/integration.md` has a row for every problem a client can meet, with its status, and none for others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEMS } from '../../src/edge/http/problems.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/integration.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d{3}) +\| `([a-z-]+)` +\| (\S.*\S) +\|$/gm)].map(([, status = '', code = '']) => [
  code,
  Number(status),
]);

it('tells of every problem what to mend', () => {
  const problems = Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]);
  expect(rows.toSorted()).toEqual(problems.toSorted());
});
