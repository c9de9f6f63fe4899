/** The whole service as a process of its own, compiled for the occasion: what only a real start, stop or kill shows. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { transformFileSync } from '@swc/core';

const root = join(import.meta.dirname, '..');

/** Beside `src`, where the service finds its knowledge and migrations. */
export function compileService(): { readonly main: string; readonly remove: () => void } {
  const out = mkdtempSync(join(root, 'dist-test-'));
  // an ordinary user must be able to run it
  chmodSync(out, 0o755);
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))) {
    const source = join(file.parentPath, file.name);
    const target = join(out, relative(join(root, 'src'), source)).replace(/\.ts$/, '.js');
    mkdirSync(dirname(target), { recursive: true });
    const { code } = transformFileSync(source, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    writeFileSync(target, code);
  }
  return { main: join(out, 'main.js'), remove: () => rmSync(out, { recursive: true, force: true }) };
}

export interface SpawnedService {
  readonly address: string;
  /** Sends the signal and resolves with the exit code once the process has ended. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  readonly output: () => string;
}

export interface EndedService {
  readonly code: number | null;
  readonly output: string;
}

type Environment = Readonly<Record<string, string>>;

function run(
  main: string,
  env: Environment,
  uid?: number,
): { readonly child: ChildProcess; readonly output: () => string } {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });

/** Resolves when it listens; rejects with what it printed when it ends before. */
export async function startService(main: string, env: Environment, uid?: number): Promise<SpawnedService> {
  const { child, output } = run(main, env, uid);
  const address = await new Promise<string>((resolve, reject) => {
    if (child.stdout) {
      createInterface(child.stdout).on('line', (line) => {
        const [, found] = /listens on (http\S+)/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
    child.once('exit', () => reject(new Error(output())));
  });
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended(child);
  };
  return { address, end, output };
}

/** A start that is expected to fail. */
export async function failToStart(main: string, env: Environment): Promise<EndedService> {
  const { child, output } = run(main, env);
  return { code: await ended(child), output: output() };
}

/** Asks until the answer has that status. */
export async function untilStatus(address: string, status: number): Promise<Response> {
  for (;;) {
    const answer = await fetch(address);
    if (answer.status === status) return answer;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
