/** Where the service keeps what it must not forget. */
import { z } from 'zod';
import { concept } from './setting.js';

export interface StoreConfig {
  readonly dataDirectory: string;
  /** Holds a password. Undefined: the service runs a PostgreSQL of its own in the data directory. */
  readonly databaseUrl: string | undefined;
  readonly keepComments: boolean;
}

const isDatabase = (address: string): boolean =>
  URL.canParse(address) && /^postgres(?:ql)?:$/.test(new URL(address).protocol);

export const store = concept({
  title: 'Store',
  settings: {
    DATA_DIR: {
      schema: z.string().default('./.data'),
      meaning: 'folder in which the service may write; created where it is missing, for its owner alone',
      initially: '`./.data`',
      allowed: 'a writable folder, of one process only',
    },
    DATABASE_URL: {
      schema: z.string().refine(isDatabase, 'must be an address that begins with postgresql://').optional(),
      meaning: 'the database that all replicas share; holds a password, so hand it over as a secret',
      initially: 'none: the service runs a PostgreSQL of its own in `DATA_DIR/postgres`, for a single process',
      allowed: '`postgresql://user:password@host:port/database`, PostgreSQL 15 or newer',
    },
    FEEDBACK_COMMENTS: {
      schema: z.enum(['keep', 'drop'], 'must be keep or drop').default('keep'),
      meaning: 'what becomes of the free text in feedback, which may speak of a patient; it is never logged',
      initially: '`keep`',
      allowed: '`keep`, `drop`',
    },
  },
  faults: () => [],
  configOf: (values): StoreConfig => ({
    dataDirectory: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    keepComments: values.FEEDBACK_COMMENTS === 'keep',
  }),
});
