/** The directory in which the service may keep what it writes. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { textOf } from '../core/json.js';

/** Creates the directory where it is missing. Returns what is wrong with it, or undefined. */
export function prepareDataDirectory(directory: string): string | undefined {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return `DATA_DIR ${directory} cannot be created or written to (${textOf(error, 'code') ?? 'unknown error'})`;
  }
}
