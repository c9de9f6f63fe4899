/** `docs/configuration.md` is written from the settings themselves: `UPDATE_DOCS=true npm test -- test/house` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { CONCEPTS } from '../../src/edge/config/config.js';

const path = join(import.meta.dirname, '../../docs/configuration.md');

function page(): string {
  const parts = Object.values(CONCEPTS).map(({ title, settings }) => {
    const rows = Object.entries(settings).map(
      ([name, { meaning, initially, allowed, production }]) =>
        `| \`${name}\` | ${meaning} | ${initially} | ${allowed} | ${production ?? ''} |`,
    );
    return `## ${title}\n\n| setting | meaning | default | allowed | in production |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `# Settings\n\nEvery setting is an environment variable; an empty one counts as absent. All that is wrong is reported at once, on standard
error, and the service does not start.\n\n${parts.join('\n')}`;
}

it('the page of settings says what the settings say', async () => {
  const wanted = await format(page(), { parser: 'markdown', singleQuote: true, printWidth: 120 });
  if (process.env['UPDATE_DOCS'] === 'true') writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
});

it('no two concepts own one setting', () => {
  const names = Object.values(CONCEPTS).flatMap(({ settings }) => Object.keys(settings));
  expect(new Set(names).size).toBe(names.length);
});
