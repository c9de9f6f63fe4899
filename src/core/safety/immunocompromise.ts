/** Severe immunocompromise (S-30): by words, and by a CD4 count that only its words name; neither decides. */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { carrierOf, countedEntries } from '../facts/readings.js';
import { readQuantity } from '../quantity.js';
import { formatRange } from '../time.js';

/** The newest CD4 count, where it is low. */
function lowCount(context: FactContext): readonly Evidence[] {
  const { knowledge, parameters } = context;
  for (const entry of countedEntries(context, 'cd4-count')) {
    const carrier = carrierOf(entry);
    const quantity = carrier && readQuantity(carrier.value.first(carrier.node));
    const measured = quantity && knowledge.units.measure('cells', quantity);
    if (!carrier || measured?.kind !== 'measured' || !entry.on) continue;
    if (measured.value >= parameters.safety.cd4Below.value) return [];
    const { value, unit } = measured;
    return [
      {
        label: 'CD4 cells',
        value,
        unit,
        date: formatRange(entry.on),
        reference: entry.reference,
        path: carrier.value.path,
      },
    ];
  }
  return [];
}

export interface Immunocompromise {
  readonly named: readonly Evidence[];
  readonly counts: readonly Evidence[];
}

export function immunocompromiseOf(context: FactContext): Immunocompromise {
  const named = conditionsIn(context, ['severe-immunocompromise']).filter(({ isCurrent }) => isCurrent);
  return { named: named.map((one) => evidenceOfCondition(one)), counts: lowCount(context) };
}
