/**
 * A YAML or JSON file with the line of every value in it. Reading is quick, for every start waits for it; where things
 * stand is worked out only when something is wrong.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { load } from 'js-yaml';
import type * as Yaml from 'yaml';
import type { z } from 'zod';
import type { ContentFault } from './fault.js';

export interface ParsedFile {
  readonly file: string;
  readonly data: unknown;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** Line of the last key of a path that stands in the text, searched in order. */
function lineInText(text: string, path: readonly PropertyKey[]): number {
  let from = 0;
  for (const key of path) {
    if (typeof key !== 'string') continue;
    const at = text.indexOf(`"${key}"`, from);
    if (at >= 0) from = at;
  }
  return text.slice(0, from).split('\n').length;
}

const require = createRequire(import.meta.url);

/** The slower parser, which knows the place of every node. */
function located(text: string): { readonly document: Yaml.Document; readonly lineOf: ParsedFile['lineOf'] } {
  const { LineCounter, isNode, parseDocument } = require('yaml') as typeof Yaml;
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };
  return { document, lineOf };
}

/** Reads one file; a file that does not parse is a fault at the line where it broke. */
export function parseFile(path: string, file: string, faults: ContentFault[]): ParsedFile | undefined {
  const text = readFileSync(path, 'utf8');
  if (file.endsWith('.json')) {
    try {
      return { file, data: JSON.parse(text), lineOf: (keys) => lineInText(text, keys) };
    } catch (error) {
      const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
      faults.push({ file, line: text.slice(0, Number(position ?? 0)).split('\n').length, text: 'is not JSON' });
      return undefined;
    }
  }
  try {
    return { file, data: load(text), lineOf: (keys) => located(text).lineOf(keys) };
  } catch {
    const { errors } = located(text).document;
    for (const { code, linePos } of errors) faults.push({ file, line: linePos?.[0].line ?? 1, text: code });
    if (errors.length === 0) faults.push({ file, line: 1, text: 'is not YAML' });
    return undefined;
  }
}

/** Checks a parsed file with its schema; every issue becomes a fault with its line. */
export function checked<T extends z.ZodType>(
  schema: T,
  parsed: ParsedFile | undefined,
  faults: ContentFault[],
): z.output<T> | undefined {
  if (!parsed) return undefined;
  const result = schema.safeParse(parsed.data);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) {
    faults.push({ file: parsed.file, line: parsed.lineOf(path), text: `${path.map(String).join('.')}: ${message}` });
  }
  return undefined;
}
