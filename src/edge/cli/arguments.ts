/** The words after `myositis-cds`, read into one command or one fault. */
import { parseArgs } from 'node:util';
import { parseDay } from '../../core/time.js';
import type { Day } from '../../core/time.js';

type Format = 'json' | 'markdown';

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'assess'; readonly file: string; readonly asOf: Day | undefined; readonly format: Format }
  | { readonly kind: 'wrong-usage'; readonly fault: string };

/** The name that stands for standard input. */
export const STANDARD_INPUT = '-';

export const USAGE = `Usage: myositis-cds assess [FILE|-] [--as-of YYYY-MM-DD] [--format json|markdown]

Judges one patient and prints the assessment. FILE holds a FHIR R4 Bundle, the body of a CDS Hooks call, or NDJSON with
one resource of the patient a line; without FILE, or with -, standard input is read.

  --as-of DATE     the day to judge on; today when left out
  --format FORMAT  json (default) or markdown
  --help           this text

Settings from the environment: SITE_TIME_ZONE, KNOWLEDGE_DIR, CARDS_DIR.
Exit codes: 0 done, 1 the input could not be judged, 2 wrong usage.
`;

function wrong(fault: string): Command {
  return { kind: 'wrong-usage', fault };
}

export function parseCommand(args: readonly string[]): Command {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'as-of': { type: 'string' }, format: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return { kind: 'help' };
    return assessCommand(positionals, values['as-of'], values.format ?? 'json');
  } catch (error) {
    return wrong(error instanceof Error ? firstLine(error.message) : 'the arguments cannot be read');
  }
}

function assessCommand(positionals: readonly string[], date: string | undefined, format: string): Command {
  const [name, file = STANDARD_INPUT, ...surplus] = positionals;
  if (name === undefined) return wrong('no command given');
  if (name !== 'assess') return wrong(`unknown command ${JSON.stringify(name)}`);
  if (surplus.length > 0) return wrong('only one FILE can be assessed at a time');
  const asOf = date === undefined ? undefined : parseDay(date);
  if (date !== undefined && asOf === undefined) return wrong('--as-of must be a calendar date written YYYY-MM-DD');
  if (format !== 'json' && format !== 'markdown') return wrong('--format must be json or markdown');
  return { kind: 'assess', file, asOf, format };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
