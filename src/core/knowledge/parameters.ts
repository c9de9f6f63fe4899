/** Parameters with their history, and as they stand on one date. */
import type { z } from 'zod';
import type { Day } from '../time.js';
import { parseDay } from '../time.js';
import type { Basis, parameterGroups } from './parameter-groups.js';

/** As read from the files: every parameter with its history. */
export type ParameterTree = z.infer<z.ZodObject<typeof parameterGroups>>;

/** One parameter on one date. */
export interface Parameter<T> {
  readonly value: T;
  readonly unit: string;
  readonly basis: Basis;
  readonly cites: readonly string[];
}

type InForce<T> = T extends { values: readonly { value: infer V }[] }
  ? Parameter<V>
  : { readonly [K in keyof T]: InForce<T[K]> };
/** Every parameter as it stands on one date: `parameters.refractoriness.minimumCoveredDays.value`. */
export type Parameters = InForce<ParameterTree>;

interface History {
  readonly unit: string;
  readonly values: readonly {
    readonly from: string;
    readonly value: unknown;
    readonly basis: Basis;
    readonly cites: readonly string[];
  }[];
}

const isHistory = (node: object): node is History => 'values' in node && Array.isArray(node.values);

function resolve(node: object, iso: string): unknown {
  if (!isHistory(node)) {
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, resolve(child as object, iso)]));
  }
  // before the first date the first value stands: there is no older one to judge by
  const entry = node.values.findLast((candidate) => candidate.from <= iso) ?? node.values[0];
  return { value: entry?.value, unit: node.unit, basis: entry?.basis, cites: entry?.cites };
}

/** The parameters in force on a day (`iso` is `YYYY-MM-DD`). */
export function parametersOn(tree: ParameterTree, iso: string): Parameters {
  return resolve(tree, iso) as Parameters;
}

/** Every day on which some parameter changes, in rising order. */
export function changeDays(tree: ParameterTree): readonly Day[] {
  const days = new Set<Day>();
  const visit = (node: object): void => {
    if (isHistory(node)) {
      for (const entry of node.values) {
        const day = parseDay(entry.from);
        if (day !== undefined) days.add(day);
      }
      return;
    }
    for (const child of Object.values(node)) visit(child as object);
  };
  visit(tree);
  return [...days].toSorted((a, b) => a - b);
}
