/** Surgery that is ordered and still to come (S-24). */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { member } from '../json.js';
import { conceptLabel } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';

export function plannedSurgeryOf({ record, knowledge, calendar, asOf }: FactContext): readonly Evidence[] {
  return record.serviceRequests.flatMap(({ resource, reference }) => {
    const { status, category, code, doNotPerform } = resource;
    const isSurgical = [category, code].some((concept) => {
      const concepts: readonly unknown[] = Array.isArray(concept) ? concept : [concept];
      return concepts.some((one) => knowledge.codes.matchConcept(one).some(({ id }) => id === 'surgical-procedure'));
    });
    if (status !== 'active' || doNotPerform === true || !isSurgical) return [];
    const on =
      parseFhirDate(resource['occurrenceDateTime'], calendar) ??
      parseFhirDate(member(resource['occurrencePeriod'], 'start'), calendar);
    if (on && on.latest < asOf) return [];
    const label = 'Planned surgery';
    return [
      {
        label,
        value: conceptLabel(code) || label,
        ...(on ? { date: formatRange(on) } : {}),
        reference,
        path: 'ServiceRequest.code',
      },
    ];
  });
}
