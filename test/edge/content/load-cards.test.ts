import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { REVIEW_TOPICS } from '../../../src/core/decision/outcome.js';
import { loadCards } from '../../../src/edge/content/load-cards.js';

describe('the cards of this project', () => {
  it('load, one for each topic', () => {
    const { templates, overrideReasons } = loadCards('cards');
    expect(Object.keys(templates).toSorted()).toEqual([...REVIEW_TOPICS].toSorted());
    expect(overrideReasons[0]).toMatchObject({
      system: 'https://myositis-cds.example/fhir/CodeSystem/override-reason',
    });
  });
});

describe('faults', () => {
  let directory = '';
  const edit = (file: string, change: (text: string) => string): void => {
    const place = path.join(directory, file);
    writeFileSync(place, change(readFileSync(place, 'utf8')));
  };

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'cards-'));
    cpSync('cards', directory, { recursive: true });
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('are all told at once, each with its file', () => {
    edit('rituximab-review/hold-for-safety.md', (text) => text.replace('{{safety-findings}}', '{{no-such-name}}'));
    edit('rituximab-review/refractory-not-shown.md', () => 'no front matter');
    edit('labels.yaml', (text) => text.replace('noValue:', 'nothing:'));
    rmSync(path.join(directory, 'override-reasons.yaml'));
    writeFileSync(path.join(directory, 'rituximab-review', 'stray.md'), '');
    const load = () => loadCards(directory);
    expect(load).toThrow('hold-for-safety.md: body: {{no-such-name}} is not a placeholder');
    expect(load).toThrow('refractory-not-shown.md: no front matter');
    expect(load).toThrow(/labels\.yaml: [\s\S]*noValue/);
    expect(load).toThrow('override-reasons.yaml: ENOENT');
    expect(load).toThrow('rituximab-review/stray.md: no topic has this name');
  });

  it('accepts files written with Windows line ends', () => {
    edit('rituximab-review/refractory-supported.md', (text) => text.replaceAll('\n', '\r\n'));
    expect(loadCards(directory).templates['refractory-supported'].topic).toBe('Refractory myositis, definition met');
  });
});
