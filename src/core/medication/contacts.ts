/** Contacts that could have renewed a drug: encounters, orders, dispenses; by the drug they were about. */
import type { FactContext } from '../facts/context.js';
import { member } from '../json.js';
import { parseFhirDate } from '../time.js';
import type { Day } from '../time.js';

export interface Contact {
  readonly day: Day;
  readonly agent: string | undefined;
}

export function contactsOf({ record, calendar, asOf, knowledge }: FactContext): readonly Contact[] {
  const contacts: Contact[] = [];
  const add = (value: unknown, agent: string | undefined): void => {
    const on = parseFhirDate(value, calendar);
    if (on && on.earliest <= asOf) contacts.push({ day: on.earliest, agent });
  };
  for (const { resource } of record.encounters) {
    if (resource['status'] !== 'planned' && resource['status'] !== 'cancelled')
      add(member(resource['period'], 'start'), undefined);
  }
  for (const { resource, type, recognised } of record.medications) {
    const id = recognised.kind === 'recognised' ? recognised.recognition.drug : undefined;
    const agent = id === undefined ? undefined : (knowledge.medications.drug(id)?.agent ?? id);
    if (type === 'MedicationRequest') add(resource['authoredOn'], agent);
    if (type === 'MedicationDispense') add(resource['whenHandedOver'] ?? resource['whenPrepared'], agent);
  }
  return contacts;
}
