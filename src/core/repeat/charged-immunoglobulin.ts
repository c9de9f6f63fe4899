/** Immunoglobulin that only a procedure names: its charge codes are not verified, so it is a doubt and no dose. */
import type { FactContext } from '../facts/context.js';
import { proceduresNaming } from '../facts/drug-procedures.js';
import { IMMUNOGLOBULIN } from '../medication/interventions.js';
import type { Span } from '../medication/interventions.js';

export function chargedImmunoglobulin(context: FactContext): readonly Span[] {
  return proceduresNaming(context, ({ agent }) => agent === IMMUNOGLOBULIN).map(({ reference, on }) => ({
    from: on?.earliest ?? Number.NEGATIVE_INFINITY,
    to: on?.latest ?? context.asOf,
    reference,
  }));
}
