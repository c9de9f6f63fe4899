/** Live vaccines of the last weeks, and those whose product or day leaves it open. */
import { parseFhirDate } from '../time.js';
import type { FactContext } from './context.js';
import { finding } from './finding.js';
import type { Finding } from './finding.js';

export function liveVaccinesOf(context: FactContext): readonly Finding[] {
  const { record, asOf, parameters } = context;
  const from = asOf - parameters.population.liveVaccineDays.value;
  const of = (id: 'live-vaccine' | 'live-vaccine-to-confirm', isLive: boolean): readonly Finding[] =>
    record.coded.of(id).flatMap(({ resource, reference, by, on }) => {
      if (resource['resourceType'] !== 'Immunization' || resource['status'] !== 'completed') return [];
      if (on && (on.latest < from || on.earliest > asOf)) return [];
      const isPlaced = on !== undefined && on.earliest >= from && on.latest <= asOf;
      const concept = resource['vaccineCode'];
      const label = isLive ? 'Live vaccine' : 'Vaccine that may be live';
      const source = { label, concept, on, reference, path: 'Immunization.vaccineCode' };
      return [finding(source, isLive && by === 'code' && isPlaced)];
    });
  return [...of('live-vaccine', true), ...of('live-vaccine-to-confirm', false)];
}

/** Whether the record holds any vaccination that was given; an empty list says nothing (ruling 5). */
export function hasImmunizations({ record, calendar, asOf }: FactContext): boolean {
  return record.immunizations.some(({ resource }) => {
    const on = parseFhirDate(resource['occurrenceDateTime'], calendar);
    return resource['status'] === 'completed' && (on === undefined || on.earliest <= asOf);
  });
}
