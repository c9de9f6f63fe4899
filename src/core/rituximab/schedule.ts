/** Which protocol a course followed: schedule A, schedule B, or another. */
import type { Course } from '../assessment.js';
import type { Parameters } from '../knowledge/parameters.js';
import { exceeds } from '../quantity.js';
import type { Day } from '../time.js';
import type { Infusion } from './infusion.js';

interface Plan {
  readonly schedule: Course['schedule'];
  readonly infusions: number;
  /** mg an infusion; undefined when body surface is not known and the doses cannot be checked. */
  readonly milligrams: number | undefined;
  readonly fromDays: number;
  readonly toDays: number;
}

function plansOf(p: Parameters['rituximab'], squareMetres: number | undefined): readonly Plan[] {
  return [
    {
      schedule: 'A',
      infusions: p.scheduleAInfusions.value,
      milligrams: p.scheduleADose.value,
      fromDays: p.scheduleAIntervalFromDays.value,
      toDays: p.scheduleAIntervalToDays.value,
    },
    {
      schedule: 'B',
      infusions: p.scheduleBInfusions.value,
      milligrams: squareMetres === undefined ? undefined : p.scheduleBDose.value * squareMetres,
      fromDays: p.scheduleBIntervalFromDays.value,
      toDays: p.scheduleBIntervalToDays.value,
    },
  ];
}

/** A dose that the record does not tell fits no schedule: the number of infusions alone proves nothing. */
function fits(plan: Plan, infusions: readonly Infusion[], asOf: Day, tolerancePercent: number): boolean {
  const { milligrams: planned } = plan;
  const doses = infusions.every(
    ({ milligrams }) =>
      milligrams !== null &&
      (planned === undefined || !exceeds((Math.abs(milligrams - planned) / planned) * 100, tolerancePercent)),
  );
  const gaps = infusions.slice(1).map(({ day }, index) => day - (infusions[index]?.day ?? day));
  const isSpaced = gaps.every((gap) => gap >= plan.fromDays && gap <= plan.toDays);
  // the next infusion may still come: until then what was given so far speaks for the plan
  const isUnderWay = asOf - (infusions.at(-1)?.day ?? asOf) <= plan.toDays;
  const isWhole = infusions.length === plan.infusions || (infusions.length < plan.infusions && isUnderWay);
  return doses && isSpaced && isWhole;
}

export function scheduleOf(
  infusions: readonly Infusion[],
  asOf: Day,
  squareMetres: number | undefined,
  p: Parameters['rituximab'],
): Course['schedule'] {
  const plans = plansOf(p, squareMetres);
  return plans.find((plan) => fits(plan, infusions, asOf, p.scheduleDoseTolerancePercent.value))?.schedule ?? 'other';
}
