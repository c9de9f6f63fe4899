/** Milligrams of prednisone a day that an interval stands for (clinical rules C.1). */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import { doseText } from '../medication/evidence.js';
import type { Interval } from '../medication/interval.js';
import type { EquivalentOf } from './pulses.js';

/** Reads every interval once; a dose that cannot be told, or not be believed, is listed and stays unknown. */
export function equivalents(context: FactContext, body: Body, intervals: readonly Interval[]): EquivalentOf {
  const read = new Map<Interval, number>();
  for (const interval of intervals) {
    const equivalent = equivalentOf(context, body, interval);
    if (typeof equivalent === 'number') read.set(interval, equivalent);
    else context.ledger.refuse(interval.reference, `${interval.drug.title}: ${equivalent}`);
  }
  return (interval) => read.get(interval);
}

/** Milligrams, or the reason why they are unknown. */
function equivalentOf({ ledger, parameters }: FactContext, body: Body, interval: Interval): number | string {
  const { drug, dose, problem, reference, start } = interval;
  const factor = parameters.prednisoneEquivalent[drug.id]?.value;
  if (!dose || factor === undefined) return problem ?? 'dose not known';
  const size = {
    patient: () => 1,
    kilogram: () => body.weightAt(start.latest)?.value,
    'square-metre': () => body.surfaceAt(start.latest)?.m2,
  }[dose.per]();
  if (size === undefined) return `${doseText(interval)}, and no body size on file near its start`;
  const equivalent = dose.milligrams * size * factor;
  if (equivalent <= 0 || equivalent >= parameters.glucocorticoid.slipBelow.value) return equivalent;
  ledger.note(
    `${drug.title} ${doseText(interval)} looks 1000 times too small: probable unit error. Not counted; check ${reference}.`,
  );
  return 'dose about 1000 times too small';
}
