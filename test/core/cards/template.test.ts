import { parseText } from '../../../src/core/cards/placeholders.js';
import { cardTemplate } from '../../../src/core/cards/template.js';

const front = {
  topic: 'A topic',
  indicator: 'info',
  source: { label: 'A paper', url: 'https://example.org', citation: 'paper' },
  summary: 'Taper {{taper}}',
};
const body = 'Taper {{taper}}.\n\n{{criteria-table}}\n';

it('accepts a template whose names are known', () => {
  expect(cardTemplate('an-id', front, body)).toEqual({
    id: 'an-id',
    ...front,
    summary: parseText(front.summary),
    body: parseText(body.trim()),
  });
});

it.each<[string, object, string]>([
  ['summary: {{dose}} is not a placeholder', { summary: 'Dose {{dose}}' }, body],
  ['summary: {{criteria-table}} is not', { summary: '{{criteria-table}}' }, body],
  ['140 or more', { summary: `${'x'.repeat(124)}{{taper}}` }, body],
  ['must be one sentence', { summary: 'One. Two.' }, body],
  ['must be one line', { summary: 'One\ntwo' }, body],
  ['summary', { summary: '' }, body],
  ['indicator', { indicator: 'loud' }, body],
  ['source', { source: { label: 'x', url: 'x', citation: 'x' } }, body],
  ['colour', { colour: 'red' }, body],
  ['body: {{dose}} is not a placeholder', {}, '{{dose}}'],
  ['must stand alone', {}, 'Table: {{criteria-table}}'],
  ['braces', {}, '{{#if x'],
  ['body: is empty', {}, ' \n'],
  ['must not hold HTML', {}, '<b>bold</b>'],
])('refuses: %s', (fault, change, text) => {
  expect(() => cardTemplate('an-id', { ...front, ...change }, text)).toThrow(fault);
});

it('takes a summary of 139 characters in its shortest form', () => {
  expect(() => cardTemplate('an-id', { ...front, summary: `${'x'.repeat(123)}{{taper}}` }, body)).not.toThrow();
});
