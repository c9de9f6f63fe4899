/** Which protocol a course followed: schedule A, schedule B, or another. */
import type { Course } from '../assessment.js';
import type { Parameters } from '../knowledge/parameters.js';
import { exceeds } from '../quantity.js';
import type { Day } from '../time.js';
import type { Infusion } from './infusion.js';

interface Plan {
  readonly schedule: Course['schedule'];
  readonly infusions: number;
  /** mg an infusion: one number, or the numbers that some adult's body surface would ask for. */
  readonly milligrams: { readonly from: number; readonly to: number };
  readonly fromDays: number;
  readonly toDays: number;
}

function plansOf(p: Parameters['rituximab'], squareMetres: number | undefined): readonly Plan[] {
  const [smallest, largest] =
    squareMetres === undefined
      ? [p.plausibleBodySurfaceFrom.value, p.plausibleBodySurfaceTo.value]
      : [squareMetres, squareMetres];
  return [
    {
      schedule: 'A',
      infusions: p.scheduleAInfusions.value,
      milligrams: { from: p.scheduleADose.value, to: p.scheduleADose.value },
      fromDays: p.scheduleAIntervalFromDays.value,
      toDays: p.scheduleAIntervalToDays.value,
    },
    {
      schedule: 'B',
      infusions: p.scheduleBInfusions.value,
      milligrams: { from: p.scheduleBDose.value * smallest, to: p.scheduleBDose.value * largest },
      fromDays: p.scheduleBIntervalFromDays.value,
      toDays: p.scheduleBIntervalToDays.value,
    },
  ];
}

/** Whether one planned dose suits every infusion: as ruling 7 has it, a size of an adult where none is known. */
function suits({ from, to }: Plan['milligrams'], doses: readonly number[], tolerancePercent: number): boolean {
  const planned = Math.min(Math.max((Math.min(...doses) + Math.max(...doses)) / 2, from), to);
  return doses.every((dose) => !exceeds((Math.abs(dose - planned) / planned) * 100, tolerancePercent));
}

/** A dose that the record does not tell fits no schedule: the number of infusions alone proves nothing. */
function fits(plan: Plan, infusions: readonly Infusion[], asOf: Day, tolerancePercent: number): boolean {
  const known = infusions.flatMap(({ milligrams }) => (milligrams === null ? [] : [milligrams]));
  const doses = known.length === infusions.length && suits(plan.milligrams, known, tolerancePercent);
  const gaps = infusions.slice(1).map(({ day }, index) => day - (infusions[index]?.day ?? day));
  const isSpaced =
    infusions.every(({ isExact }) => isExact) && gaps.every((gap) => gap >= plan.fromDays && gap <= plan.toDays);
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
