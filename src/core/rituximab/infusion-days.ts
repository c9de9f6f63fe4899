/** Days on which rituximab was or will be infused: by what the record says was given, ordered, drafted or charged. */
import type { FactContext } from '../facts/context.js';
import { listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { parseFhirDate } from '../time.js';
import type { Day } from '../time.js';
import { infusionsOf } from '../medication/infusions.js';
import type { Interval } from '../medication/interval.js';
import { namedDrugs } from '../medication/named.js';
import { fromCharges } from './traces.js';

const ROLE = 'rituximab';

/** First day that an order plans for; today when it does not say. */
function plannedDay(resource: JsonObject, { calendar, asOf }: FactContext): Day {
  const starts = listOf(resource, 'dosageInstruction').flatMap((dosage) => {
    const repeat = member(member(dosage, 'timing'), 'repeat');
    return parseFhirDate(member(member(repeat, 'boundsPeriod'), 'start'), calendar) ?? [];
  });
  return Math.max(asOf, ...starts.map(({ earliest }) => earliest));
}

function draftedDays(context: FactContext): readonly Day[] {
  return context.record.medications.flatMap(({ type, resource, recognised }) => {
    if (type !== 'MedicationRequest' || textOf(resource, 'status') !== 'draft') return [];
    const isOwn = namedDrugs(recognised, context.knowledge).some(({ drug }) => drug.role === ROLE);
    return isOwn ? [plannedDay(resource, context)] : [];
  });
}

/** What is written down of rituximab as days of infusion, in no order. */
export function rituximabDays(context: FactContext, intervals: readonly Interval[]): readonly Day[] {
  const recorded = intervals.filter(({ drug }) => drug.role === ROLE).flatMap((interval) => infusionsOf(interval));
  return [
    ...recorded.map(({ day }) => day),
    ...fromCharges(context).told.map(({ on }) => on.latest),
    ...draftedDays(context),
  ];
}
