/** The directory in which the service may keep what it writes. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { textOf } from '../core/json.js';

/** Creates the directory where it is missing, for its owner alone. Returns what is wrong with it, or undefined. */
export function prepareDataDirectory(directory: string): string | undefined {
  try {
    create(resolve(directory));
    if (!statSync(directory).isDirectory()) return `DATA_DIR ${directory} is not a directory`;
    accessSync(directory, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return `DATA_DIR ${directory} cannot be created or written to (${textOf(error, 'code') ?? 'unknown error'})`;
  }
}

/** Level by level: Node's own recursive mkdir never returns where a file system refuses new directories with ENOENT (/proc). */
function create(directory: string): void {
  if (existsSync(directory)) return;
  create(dirname(directory));
  mkdirSync(directory, { mode: 0o700 });
}
