/** Runs a program of PostgreSQL to its end. */
import { spawn } from 'node:child_process';
import { commandAs } from './os-user.js';
import type { OsUser } from './os-user.js';

/** Its exit code. What it prints is thrown away: the server has a log of its own, and a pipe would keep it from detaching. */
export function runProgram(user: OsUser, program: string, args: readonly string[], cwd: string): Promise<number> {
  const [command, all] = commandAs(user, program, args);
  const ids = user.kind === 'other' ? { uid: user.uid, gid: user.gid } : {};
  return new Promise((resolve, reject) => {
    // no variable of ours, and none of PostgreSQL's that happens to be set here, reaches it
    const child = spawn(command, all, { ...ids, cwd, stdio: 'ignore', env: { PATH: PATH, LC_ALL: 'C', TZ: 'UTC' } });
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? -1);
    });
  });
}

const PATH = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin';
