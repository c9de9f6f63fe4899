/** Procedures that may have been major surgery: "major" is not codable, so none of them is firm. */
import { member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { relativeReference } from '../record/reference.js';
import { conceptWords } from '../terminology/concept-label.js';
import { parseFhirDate } from '../time.js';
import type { DayRange } from '../time.js';
import type { FactContext } from './context.js';
import { finding } from './finding.js';
import type { Finding } from './finding.js';

const INPATIENT: readonly unknown[] = ['IMP', 'ACUTE', 'NONAC'];

/** First to last day; undefined when the record gives none that can be read. */
function performedOn(resource: JsonObject, { calendar }: FactContext): DayRange | undefined {
  const single = parseFhirDate(resource['performedDateTime'], calendar);
  if (single) return single;
  const period = resource['performedPeriod'];
  const start = parseFhirDate(member(period, 'start'), calendar);
  const end = parseFhirDate(member(period, 'end'), calendar);
  return start || end ? { earliest: (start ?? end)?.earliest ?? 0, latest: (end ?? start)?.latest ?? 0 } : undefined;
}

/** References of the stays in hospital. */
function inpatientStays({ record }: FactContext): ReadonlySet<string> {
  return new Set(
    record.encounters
      .filter(({ resource }) => INPATIENT.includes(textOf(resource['class'], 'code')))
      .map(({ reference }) => reference),
  );
}

export function surgeryOf(context: FactContext): readonly Finding[] {
  const { record, asOf, parameters, knowledge } = context;
  if (record.procedures.length === 0) return [];
  const stays = inpatientStays(context);
  const isSurgical = ({ category, code, encounter }: JsonObject): boolean =>
    [category, code].some((one) => knowledge.codes.matchConcept(one).some(({ id }) => id === 'surgical-procedure')) ||
    stays.has(relativeReference(textOf(encounter, 'reference') ?? '') ?? '');
  return record.procedures.flatMap(({ resource, reference }) => {
    if (resource['status'] !== 'completed') return [];
    const on = performedOn(resource, context);
    if (on && (on.earliest > asOf || on.latest < asOf - parameters.population.surgeryDays.value)) return [];
    const concept = resource['code'];
    if (knowledge.words.isNotSurgery(conceptWords(concept) ?? '') || !isSurgical(resource)) return [];
    return [finding({ label: 'Procedure', concept, on, reference, path: 'Procedure.code' }, false)];
  });
}
