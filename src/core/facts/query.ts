/**
 * The only place that knows the FHIRPath engine. Expressions are compiled when their module loads, always with the R4
 * model, and run on one resource (or one element of it), never over a Bundle.
 */
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { isObject } from '../json.js';
import type { JsonObject } from '../json.js';

export interface Query {
  /** FHIRPath as shown in evidence: `Observation.value`. */
  readonly path: string;
  /** Selected elements; empty when there are none or the data are not of the expected shape. */
  readonly select: (node: JsonObject) => readonly unknown[];
  readonly first: (node: JsonObject) => unknown;
}

type Compiled = (node: unknown) => unknown[];

/** The engine's own nodes are asked for: turning them into plain values would write a hidden mark on the input. */
const OPTIONS = { resolveInternalTypes: false };

function plain(selected: unknown): unknown {
  return isObject(selected) && 'data' in selected ? selected['data'] : selected;
}

function wrapped(path: string, run: Compiled): Query {
  const select = (node: JsonObject): readonly unknown[] => {
    try {
      return run(node).map((selected) => plain(selected));
    } catch {
      // odd data is no data: the caller says what is missing
      return [];
    }
  };
  const made: Query = { path, select, first: (node) => select(node)[0] };
  compiled.push(made);
  return made;
}

const compiled: Query[] = [];

/** Every query of the modules loaded so far, for those who list or test them. */
export const compiledQueries: readonly Query[] = compiled;

/** Compiles an expression that starts at a resource. Throws at load for an expression that does not parse. */
export function query(path: string): Query {
  return wrapped(path, fhirpath.compile(path, r4, OPTIONS) as Compiled);
}

/** Compiles an expression that starts at an element: `elementQuery('Observation.component', 'value')`. */
export function elementQuery(base: string, expression: string): Query {
  return wrapped(`${base}.${expression}`, fhirpath.compile({ base, expression }, r4, OPTIONS) as Compiled);
}
