/** Where the service keeps what it must not forget. */
import { z } from 'zod';
import { concept } from './setting.js';

export interface StoreConfig {
  readonly dataDirectory: string;
}

export const store = concept({
  title: 'Store',
  settings: {
    DATA_DIR: {
      schema: z.string().default('./.data'),
      meaning: 'folder in which the service may write; created where it is missing, for its owner alone',
      initially: '`./.data`',
      allowed: 'a writable folder',
    },
  },
  faults: () => [],
  configOf: (values): StoreConfig => ({ dataDirectory: values.DATA_DIR }),
});
