import type { PatientRecord } from './record.js';

/** Outcome of turning FHIR input into a record; a fault names what was wrong with the input, without patient data. */
export type Assembled =
  | { readonly kind: 'record'; readonly record: PatientRecord }
  | { readonly kind: 'fault'; readonly fault: AssemblyFault };

export type AssemblyFault =
  /** Not a Bundle (nor, on the command line, NDJSON). */
  | 'not-a-bundle'
  | 'no-patient'
  | 'several-patients'
  /** Bundles nested deeper than any real server nests them. */
  | 'nested-too-deep';
