/** Infusions close together are one cycle, described by the source that is trusted most (clinical rules B.2 step 7, 5.5). */
import type { Day } from '../time.js';
import { TRUST } from './combine.js';
import { isGiven } from './interval.js';
import type { Interval } from './interval.js';
import { infusionsOf } from './infusions.js';
import type { Infusion } from './infusions.js';
import { isDenied } from './not-taken.js';
import type { NotTaken } from './not-taken.js';

export interface Cycle {
  readonly start: Day;
  readonly infusions: readonly Infusion[];
}

/** Orders whose administrations are on file tell what was planned: beyond what was given they are not certain. */
function withoutPlans(intervals: readonly Interval[], denied: readonly NotTaken[]): readonly Infusion[] {
  const given = intervals.filter(isGiven);
  return intervals.flatMap((interval) => {
    const isPlan =
      !isGiven(interval) &&
      given.some(({ start }) => start.latest >= interval.start.earliest && start.earliest <= interval.possibleEnd);
    return infusionsOf(interval).map((infusion) =>
      isPlan || isDenied(denied, infusion.day, infusion.day) ? { ...infusion, isSure: false } : infusion,
    );
  });
}

const byDay = (a: Infusion, b: Infusion): number =>
  a.day - b.day || (a.interval.reference < b.interval.reference ? -1 : 1);

/** A cycle while it is filled. */
interface Open {
  readonly start: Day;
  readonly infusions: Infusion[];
}

/** Cycles of one source after another: a weaker source adds cycles of its own only where the stronger has none near. */
export function cyclesOf(
  intervals: readonly Interval[],
  denied: readonly NotTaken[],
  asOf: Day,
  windowDays: number,
): readonly Cycle[] {
  const infusions = withoutPlans(intervals, denied).filter(({ day }) => day <= asOf);
  const cycles: Open[] = [];
  for (const source of TRUST) {
    const own = infusions.filter(({ interval }) => interval.source === source).toSorted(byDay);
    const stronger = [...cycles];
    let current: Open | undefined;
    for (const infusion of own) {
      const host = stronger.find(({ start }) => Math.abs(infusion.day - start) < windowDays);
      if (host) host.infusions.push(infusion);
      else if (current && infusion.day < current.start + windowDays) current.infusions.push(infusion);
      else {
        current = { start: infusion.day, infusions: [infusion] };
        cycles.push(current);
      }
    }
  }
  return cycles.toSorted((a, b) => a.start - b.start);
}
