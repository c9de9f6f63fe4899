import fc from 'fast-check';
import { escapeMarkdown, plainLine } from '../../../src/core/cds-hooks/markdown.js';

/** Text made of what Markdown reads, so that chance meets it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '&',
        '[',
        ']',
        '(',
        ')',
        '!',
        '|',
        '\\',
        '`',
        '*',
        '_',
        '#',
        '~',
        '\n',
        '\r\n',
        '\t',
        '@',
      ),
      fc.constantFrom(
        '<img src=x onerror=a>',
        '![a](https://b.example/c.png)',
        '[x](javascript:a)',
        '| - |',
        '&lt;',
        '- a',
      ),
      fc.constantFrom(
        'https://a.example',
        'www.a.example',
        'a@b.example',
        'mailto:a@b.example',
        '\u202E',
        '\u200B',
        '1. ',
      ),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

/** Number of backslashes before a place. */
const backslashesBefore = (text: string, index: number): number => /\\*$/.exec(text.slice(0, index))?.[0].length ?? 0;

/** What a reader sees: escapes and entities undone. */
const shown = (markdown: string): string =>
  markdown
    .replaceAll('\u2060', '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

describe('text of the record in Markdown', () => {
  it.each([
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['[x](javascript:alert(1))', String.raw`\[x\](javascript:alert(1))`],
    ['a | b', String.raw`a \| b`],
    ['a\r\n\r\n# b', String.raw`a \# b`],
    ['`code`', '\\`code\\`'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['https://a.example', 'https:\u2060//a.example'],
    ['- item', String.raw`\- item`],
    ['1. item', String.raw`1\. item`],
    ['1.5 mg', '1.5 mg'],
    ['Observation/ck-2', 'Observation/ck-2'],
    ['2.1 mg/kg/d', '2.1 mg/kg/d'],
  ])('%j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('is one line without tags, and every character of markup is escaped', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped).not.toMatch(/[<>\n\r\u2028\u2029]/);
        for (const { index } of escaped.matchAll(/[|[\]`*_!~#]/g))
          expect(backslashesBefore(escaped, index) % 2).toBe(1);
      }),
    );
  });

  it('makes no bare address that a client would turn into a link', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeMarkdown(text)).not.toMatch(/:\/\/|www\.|@[\w-]|(?:mailto|xmpp):[^\u2060]/i);
      }),
    );
  });

  it('shows every visible character', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(shown(escapeMarkdown(text))).toBe(plainLine(text));
      }),
    );
  });
});

describe('plain lines', () => {
  it('drop what hides or reverses text', () => {
    expect(plainLine(' a\u202Eb\u200B\n\tc\u0000 ')).toBe('ab c');
  });
});
