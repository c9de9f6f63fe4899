/** Dosages that make one infusion: lines of one place and one day are given together (terminology pages 5.4 and 5.5). */
import type { Amount } from '../medication/amount.js';
import type { OrderedInfusions } from '../orders/rituximab-orders.js';
import { tidy } from '../quantity.js';
import type { Status } from '../status.js';
import { all } from '../status.js';

/** Lines of one infusion; those that name no day are for the same one. */
export type Together = readonly OrderedInfusions[];

export function givenTogether(infusions: readonly OrderedInfusions[]): readonly Together[] {
  const groups = new Map<string, OrderedInfusions[]>();
  for (const one of infusions) {
    const place = `${one.days.join(',')} ${one.sequence ?? 1}`;
    groups.set(place, [...(groups.get(place) ?? []), one]);
  }
  return [...groups.values()];
}

/** How many infusions a group stands for, where it says so. */
export const countOf = (group: Together): number => Math.max(...group.map(({ count }) => count ?? 0));

const amountsOf = (group: Together): readonly Amount[] => group.flatMap(({ amount }) => (amount ? [amount] : []));

function sumOf(amounts: readonly Amount[]): Amount | undefined {
  const [first] = amounts;
  if (!first || amounts.some(({ per }) => per !== first.per)) return undefined;
  return { per: first.per, milligrams: tidy(amounts.reduce((sum, { milligrams }) => sum + milligrams, 0)) };
}

/** The lines together; where only each alone would fit, nobody can tell whether they are one infusion or several. */
export function fitOf(group: Together, fits: (amount: Amount) => Status): Status {
  const amounts = amountsOf(group);
  const each = all(amounts.map((amount) => fits(amount)));
  const sum = amounts.length > 1 ? sumOf(amounts) : undefined;
  if (!sum) return each;
  const together = fits(sum);
  return together === 'not-met' && each === 'met' ? 'unknown' : together;
}
