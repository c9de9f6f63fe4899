/** The cheapest question there is: is this a condition that any rule here could be about? */
import { isObject, listOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';

export function isMyositisCondition(resource: JsonObject, { codes }: Knowledge, sets: readonly ValueSetId[]): boolean {
  if (resource['resourceType'] !== 'Condition') return false;
  const concept = resource['code'];
  let hasStandardCode = false;
  for (const coding of listOf(concept, 'coding')) {
    if (!isObject(coding)) continue;
    const system = textOf(coding, 'system');
    if (codes.setsOf(system, textOf(coding, 'code')).some((id) => sets.includes(id))) return true;
    hasStandardCode ||= codes.isStandard(system);
  }
  if (hasStandardCode) return false;
  const words = [textOf(concept, 'text'), ...listOf(concept, 'coding').map((coding) => textOf(coding, 'display'))];
  return codes.setsOfText(words.filter((word) => word !== undefined).join(' | ')).some((id) => sets.includes(id));
}
