/** Adjusted weight of an overweight patient on Devine's ideal weight (clinical rules B.2 step 4, ruling 7). */
import type { FactContext } from '../facts/context.js';
import { exceeds, tidy } from '../quantity.js';

const CENTIMETRES_AN_INCH = 2.54;

/** One weight, or two where the record does not tell the sex; none when actual weight counts. */
export function adjustedWeights(
  context: FactContext,
  weight: number,
  height: number | undefined,
  title: string,
): readonly number[] {
  if (height === undefined) return [];
  const p = context.parameters.exposure;
  if (!exceeds(weight / (height / 100) ** 2, p.adjustedWeightAboveBodyMassIndex.value)) return [];
  const inches = height / CENTIMETRES_AN_INCH - p.idealWeightBaseInches.value;
  const adjusted = basesFor(context).map((base) => {
    const ideal = base + p.idealWeightPerInchKilograms.value * inches;
    return ideal + p.adjustedWeightFraction.value * (weight - ideal);
  });
  const shown = adjusted.map((kilograms) => `${tidy(Number(kilograms.toFixed(1)))} kg`).join(' or ');
  context.ledger.note(`${title} per kg is judged on adjusted weight ${shown} (actual ${tidy(weight)} kg).`);
  return adjusted;
}

function basesFor({ record, parameters }: FactContext): readonly number[] {
  const { idealWeightFemaleKilograms: female, idealWeightMaleKilograms: male } = parameters.exposure;
  const { gender } = record.patient;
  if (gender === 'female') return [female.value];
  return gender === 'male' ? [male.value] : [female.value, male.value];
}
