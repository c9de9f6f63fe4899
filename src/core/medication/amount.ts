/** How much is given on one occasion (clinical rules B.2 step 1, terminology page 6.3): in mg, or why nobody can tell. */
import { listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import { readQuantity, tidy } from '../quantity.js';
import type { Strength } from '../terminology/recognition.js';

export type Per = 'patient' | 'kilogram' | 'square-metre';

export interface Amount {
  /** Milligrams of the drug as coded, per occasion. */
  readonly milligrams: number;
  readonly per: Per;
}

/** A dose that is only a rate: without the time it ran nobody knows how much was given (6.3 step 4). */
const RATE = 'dose given as a rate, not as an amount';
const hasRate = (node: unknown): boolean =>
  member(node, 'rateQuantity') !== undefined ||
  member(node, 'rateRatio') !== undefined ||
  member(node, 'rateRange') !== undefined;

interface DoseElement {
  readonly quantity: unknown;
  readonly isRate: boolean;
  readonly isLowEnd: boolean;
}

/** The dose element: `ordered` before `calculated`; of a range the low end. */
export function doseElement(dosage: JsonObject): DoseElement {
  const rates = listOf(dosage, 'doseAndRate');
  const ordered = rates.find((rate) =>
    listOf(member(rate, 'type'), 'coding').some((coding) => textOf(coding, 'code') === 'ordered'),
  );
  const rate = ordered ?? rates[0];
  const low = member(member(rate, 'doseRange'), 'low');
  const quantity = member(rate, 'doseQuantity') ?? low ?? dosage['dose'];
  return {
    quantity,
    isRate: quantity === undefined && (hasRate(rate) || hasRate(dosage)),
    isLowEnd: quantity !== undefined && quantity === low,
  };
}

/** Amount per occasion of a dosage in mg, or the reason why it is unknown. */
export function amountOfDosage(
  dosage: JsonObject,
  strength: Strength | undefined,
  knowledge: Knowledge,
): Amount | string {
  return amountOfElement(doseElement(dosage), strength, knowledge);
}

export const amountOfElement = (
  { quantity, isRate }: DoseElement,
  strength: Strength | undefined,
  knowledge: Knowledge,
): Amount | string => (isRate ? RATE : amountOf(quantity, strength, knowledge));

const PER_BODY: readonly { readonly ending: string; readonly per: Per }[] = [
  { ending: '/kg', per: 'kilogram' },
  { ending: '/m2', per: 'square-metre' },
];

/** Amount per occasion in mg, or the reason why it is unknown. */
export function amountOf(quantity: unknown, strength: Strength | undefined, knowledge: Knowledge): Amount | string {
  const raw = readQuantity(quantity);
  if (!raw) return 'no structured dose';
  if (raw.unit === undefined) return 'dose without a unit';
  if (raw.comparator !== undefined) return 'dose given as a bound only';
  const { unit, value } = raw;
  const { units } = knowledge;
  const plain = units.factor('dose', unit);
  if (plain !== undefined) return { milligrams: tidy(value * plain), per: 'patient' };
  for (const { ending, per } of PER_BODY) {
    const factor = unit.endsWith(ending) ? units.factor('dose', unit.slice(0, -ending.length)) : undefined;
    if (factor !== undefined) return { milligrams: tidy(value * factor), per };
  }
  const isVolume = unit.toLowerCase() === 'ml';
  if (!isVolume && !units.isDoseForm(unit)) return `dose unit ${unit} is not one of mass`;
  if (strength === undefined || (strength.per === 'mL') !== isVolume) return `strength of one ${unit} is not known`;
  return { milligrams: tidy(value * strength.milligrams), per: 'patient' };
}
