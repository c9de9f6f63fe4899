/** Other biologics, JAK inhibitors and B-cell agents that are active (S-26), and immunoglobulin close to rituximab (S-32). */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import type { Interval } from '../medication/interval.js';
import { formatRange } from '../time.js';
import type { Medicine } from './medicines.js';

export function evidenceOfInterval({ drug, product, start, source, reference }: Interval): Evidence {
  return {
    label: drug.title,
    value: product === '' ? drug.title : product,
    date: formatRange(start),
    reference,
    path: `${source}.medication`,
  };
}

/** Whether a treatment still acts on the day: surely, perhaps, or not. */
export function isActiveOn(
  { source, start, sureEnd, possibleEnd }: Interval,
  asOf: number,
  infusionDays: number,
): 'yes' | 'perhaps' | 'no' {
  if (start.earliest > asOf) return 'no';
  if (source === 'MedicationAdministration') return start.latest >= asOf - infusionDays ? 'yes' : 'no';
  if (sureEnd >= asOf) return 'yes';
  return possibleEnd >= asOf ? 'perhaps' : 'no';
}

/** An order that was stopped acts no more; one that was completed without an end may, for a while (S-26: active). */
function isOver({ source, end, start }: Interval, asOf: number, completedDays: number): boolean {
  if (source !== 'MedicationRequest') return false;
  return end === 'stopped' || (end === 'completed' && start.latest < asOf - completedDays);
}

export function otherBiologicsOf(
  { asOf, parameters }: FactContext,
  intervals: readonly Interval[],
): readonly Medicine[] {
  const { otherBiologicAgents, otherBiologicInfusionDays, otherBiologicCompletedDays } = parameters.safety;
  return intervals.flatMap((interval) => {
    if (!otherBiologicAgents.value.includes(interval.drug.agent)) return [];
    if (isOver(interval, asOf, otherBiologicCompletedDays.value)) return [];
    const active = isActiveOn(interval, asOf, otherBiologicInfusionDays.value);
    return active === 'no'
      ? []
      : [{ isFirm: active === 'yes' && interval.decides, evidence: evidenceOfInterval(interval) }];
  });
}
