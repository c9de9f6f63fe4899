/** High-dose glucocorticoid around rituximab, and what protects against Pneumocystis (S-27, S-27a; ruling 22). */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import { glucocorticoidSeries } from '../glucocorticoid/series.js';
import type { Treatments } from '../medication/intervals.js';
import { reaches } from '../quantity.js';
import type { Medicine } from './medicines.js';

export interface Pneumocystis {
  /** At or above the dose on every known day; undefined when no day is known. */
  readonly isHighDose: boolean | undefined;
  readonly lowest: number | undefined;
  readonly prophylaxis: readonly Medicine[];
}

/** The lowest known dose of the days before the assessment. */
function lowestDose(context: FactContext, body: Body, treatments: Treatments): number | undefined {
  if (!treatments.intervals.some(({ drug }) => drug.role === 'glucocorticoid')) return undefined;
  const { low, high } = glucocorticoidSeries(
    context,
    body,
    treatments,
    context.parameters.safety.pneumocystisDays.value,
  );
  const known = [...low].filter((dose, index) => !Number.isNaN(dose) && dose === high[index]);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Without any glucocorticoid on file in a complete history there is none: zero. */
export function pneumocystisOf(
  context: FactContext,
  body: Body,
  treatments: Treatments,
  isHistoryComplete: boolean,
  prophylaxis: readonly Medicine[],
): Pneumocystis {
  const hasGlucocorticoid = treatments.intervals.some(({ drug }) => drug.role === 'glucocorticoid');
  const lowest = !hasGlucocorticoid && isHistoryComplete ? 0 : lowestDose(context, body, treatments);
  const limit = context.parameters.safety.pneumocystisPrednisoneEquivalent.value;
  return {
    lowest,
    isHighDose: lowest === undefined ? undefined : reaches(lowest, limit),
    prophylaxis,
  };
}
