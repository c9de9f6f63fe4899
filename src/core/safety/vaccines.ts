/** Vaccines that are best given before the first course (S-21): which of them are on file. */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { NON_LIVE_VACCINES } from '../knowledge/value-set-ids.js';
import { formatRange } from '../time.js';

export interface VaccineOnFile {
  readonly id: (typeof NON_LIVE_VACCINES)[number];
  readonly name: string;
  /** The newest dose; of influenza only one of this season. */
  readonly evidence: Evidence | undefined;
}

export function vaccinesOf(context: FactContext): readonly VaccineOnFile[] {
  const { record, asOf, parameters, knowledge } = context;
  const season = asOf - parameters.safety.influenzaVaccineDays.value;
  return NON_LIVE_VACCINES.map((id) => {
    const dose = record.coded.of(id).find(({ resource, on }) => {
      const isGiven = resource['resourceType'] === 'Immunization' && resource['status'] === 'completed';
      const isPast = on === undefined || on.earliest <= asOf;
      return isGiven && isPast && (id !== 'vaccine-influenza' || (on !== undefined && on.latest >= season));
    });
    const name = knowledge.codes.titleOf(id);
    const evidence = dose && {
      label: name,
      value: 'given',
      ...(dose.on ? { date: formatRange(dose.on) } : {}),
      reference: dose.reference,
      path: 'Immunization.vaccineCode',
    };
    return { id, name, evidence };
  });
}
