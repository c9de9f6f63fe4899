/** The server process that a data folder names as its own, in the file `postmaster.pid`. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const PID_LINE = 0;
const PORT_LINE = 3;

/** Undefined when none runs. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const lines = read(join(data, 'postmaster.pid'))?.split('\n') ?? [];
  const [pid, port] = [Number(lines[PID_LINE]), Number(lines[PORT_LINE])];
  return pid > 0 && port > 0 && isServerOf(pid, data) ? { pid, port } : undefined;
}

/**
 * After a container or machine was killed, the file may name a number that is another program's by now (of this very
 * service, even). PostgreSQL itself would then refuse to start for ever.
 */
export function removeStalePidFile(data: string): void {
  const file = join(data, 'postmaster.pid');
  const pid = Number(read(file)?.split('\n')[PID_LINE]);
  if (pid > 0 && !isServerOf(pid, data)) rmSync(file, { force: true });
}

function isServerOf(pid: number, data: string): boolean {
  const command = read(`/proc/${pid}/cmdline`);
  if (command !== undefined) return command.includes(data);
  return read('/proc/self/cmdline') === undefined && isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
