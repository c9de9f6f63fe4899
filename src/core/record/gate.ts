/** The cheapest question there is: is this a condition that any rule here could be about? */
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';

export function isMyositisCondition(resource: JsonObject, { codes }: Knowledge, sets: readonly ValueSetId[]): boolean {
  return (
    resource['resourceType'] === 'Condition' && codes.matchConcept(resource['code']).some(({ id }) => sets.includes(id))
  );
}
