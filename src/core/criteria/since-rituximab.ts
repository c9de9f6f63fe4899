/** Whether something happened after the first infusion of rituximab: surely, perhaps (no exact day), or before it. */
import type { ConditionFact } from '../facts/conditions.js';
import type { Day } from '../time.js';

interface Since {
  readonly sure: readonly ConditionFact[];
  readonly perhaps: readonly ConditionFact[];
}

/** `possiblyFrom` is the first day on which rituximab may have been given, where that is before the sure day. */
export function sinceDay(conditions: readonly ConditionFact[], day: Day, possiblyFrom: Day = day): Since {
  const isAfter = ({ entry }: ConditionFact): boolean => entry.on !== undefined && entry.on.earliest >= day;
  const isOpen = ({ entry }: ConditionFact): boolean =>
    entry.on === undefined || (entry.on.earliest < day && entry.on.latest >= possiblyFrom);
  return {
    sure: conditions.filter((one) => one.isFirm && isAfter(one)),
    perhaps: conditions.filter((one) => isOpen(one) || (!one.isFirm && isAfter(one))),
  };
}
