/** Where a database comes from: a server of the site, or one that the service runs itself. */

export interface Connection {
  /** Holds a password: never logged. */
  readonly connectionString: string;
  /** Resolves when the database has gone and must be opened anew; never, where whoever runs it sees to that. */
  readonly lost: Promise<void>;
}

export interface DatabaseSource {
  readonly where: 'postgresql' | 'embedded';
  readonly open: () => Promise<Connection>;
  readonly close: () => Promise<void>;
}

/** Another process serves the same DATA_DIR: waiting will not help. */
export class DirectoryInUse extends Error {
  override readonly name = 'DirectoryInUse';
}

/** `DATABASE_URL`. The pool finds its own way back after the server was restarted. */
export function siteDatabase(connectionString: string): DatabaseSource {
  return {
    where: 'postgresql',
    open: () => Promise.resolve({ connectionString, lost: new Promise<void>(() => undefined) }),
    close: () => Promise.resolve(),
  };
}
