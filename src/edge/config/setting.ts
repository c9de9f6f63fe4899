/** What a setting is: how its value is read, and what its page says of it. */
import { z } from 'zod';

/** The process environment, without empty variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface Setting {
  /** Reads the text of the variable, or its absence. Messages complete the sentence `NAME must be …`. */
  readonly schema: z.ZodType;
  readonly meaning: string;
  /** What is in force while the variable is absent, in words. */
  readonly initially: string;
  readonly allowed: string;
  /** What production asks beyond that. */
  readonly production?: string;
}

type Settings = Readonly<Record<string, Setting>>;

type Values<S extends Settings> = { readonly [Name in keyof S]: z.output<S[Name]['schema']> };

export type Configured<T> =
  | { readonly kind: 'config'; readonly config: T }
  /** `NAME must be …`, one for each problem. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Settings that belong together. */
export interface Concept<C> {
  readonly title: string;
  readonly settings: Settings;
  readonly read: (env: Environment) => Configured<C>;
}

interface Parts<S extends Settings, C> {
  readonly title: string;
  readonly settings: S;
  /** What no single value shows: combinations, and what production forbids. Reads the raw text, so that no fault masks it. */
  readonly faults: (env: Environment) => readonly string[];
  /** Asked only when nothing is at fault. */
  readonly configOf: (values: Values<S>, production: boolean) => C;
}

export function concept<const S extends Settings, C>({ title, settings, faults, configOf }: Parts<S, C>): Concept<C> {
  const shape = Object.fromEntries(Object.entries(settings).map(([name, { schema }]) => [name, schema]));
  // zod cannot follow a mapped shape; this one has the names and schemas of `settings`
  const schema = z.object(shape) as unknown as z.ZodType<Values<S>>;
  const read = (env: Environment): Configured<C> => {
    const parsed = schema.safeParse(env);
    const found = [...(parsed.success ? [] : faultsOf(parsed.error)), ...faults(env)];
    if (!parsed.success || found.length > 0) return { kind: 'faults', faults: found };
    return { kind: 'config', config: configOf(parsed.data, isProduction(env)) };
  };
  return { title, settings, read };
}

function faultsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
}

export const isProduction = (env: Environment): boolean => env['NODE_ENV'] === 'production';
