/** What may stand where something else was meant. Texts in double angle brackets are made into raw JSON at the end. */
import type { Random } from './random.js';

/** Stands in every odd text that could be mistaken for a patient's: no refusal may repeat it. */
export const SENTINEL = 'Zacharias-Sentinel';

const DATES = [
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '2026-02-30',
  '2026-13-01',
  '2026-02-29T25:61:61Z',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-20',
  '2026',
  '2026-03-01T00:00:00',
  '2026-03-01T00:00:00+99:99',
  '20260301',
  'yesterday',
];

const TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  'true',
  '__proto__',
  'constructor',
  '#',
  '#self',
  '//',
  '/',
  '../../../../etc/passwd',
  'Patient/',
  '/p1',
  'Patient/p1/_history/1',
  'urn:uuid:00000000-0000-0000-0000-000000000000',
  'http://127.0.0.1:1/Patient/p1',
  'javascript:alert(1)',
  '<img src=x onerror=alert(1)>',
  '](javascript:alert(1))',
  '| a | b |\n| - | - |',
  '${7*7}{{7*7}}',
  "'; drop table patients; --",
  '%00%0d%0aSet-Cookie:a=b',
  '\u0000',
  '\r\n\r\n',
  '\ud800',
  '\udc00\ud800',
  '\u202e\u2066\u200b\ufeff',
  'Z̸̢̛͉a̵l̶g̷o̵'.repeat(20),
  '👩‍👩‍👧‍👦'.repeat(50),
  'ﷺ'.repeat(200),
  'İıſK',
  SENTINEL,
];

const RAW = [
  '1e400',
  '-1e400',
  '-0',
  '1e308',
  '5e-324',
  '123456789012345678901234567890',
  '0.1e-7',
  '1E+2',
  '9007199254740993',
];

const raw = (json: string): string => `<<${json}>>`;

/** `text` with the marked texts replaced by what they hold. */
export const unmarked = (text: string): string =>
  text.replaceAll(/"<<(\w+:)?([^">]*)>>"/g, (_whole, kind: string | undefined, rest: string) =>
    kind === 'deep:' ? deep(rest) : rest,
  );

function deep(rest: string): string {
  const [opening = '[', levels = '200'] = rest.split(';');
  const count = Number(levels);
  return opening === '[' ? '['.repeat(count) + ']'.repeat(count) : `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`;
}

export function oddValue(random: Random): unknown {
  switch (random.below(14)) {
    case 0:
      return null;
    case 1:
      return random.chance(50);
    case 2:
      return random.one([0, -1, 1.5, 1e21, 2 ** 53]);
    case 3:
      return raw(random.one(RAW));
    case 4:
      return random.one(DATES);
    case 5:
      return random.one([[], {}, [[]], [null], [{}], { a: null }, [[[[]]]], ['', 0, false]]);
    case 6:
      return `${SENTINEL} `.repeat(random.one([1, 10, 5000]));
    case 7:
      return raw(`deep:${random.one(['[', '{'])};${random.one([200, 201, 1000, 10_000, 10_000, 200_000])}`);
    case 8:
      return { resourceType: random.one(['Bundle', 'OperationOutcome', 'Patient', 'Nothing', 7, null]), id: 'x' };
    case 9:
      return {
        reference: random.one(['#', '#self', 'Patient/p1', 'MedicationRequest/mr1', 'Medication/m1', SENTINEL]),
      };
    default:
      return random.one(TEXTS);
  }
}
