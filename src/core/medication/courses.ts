/** Rituximab courses (R-49, ruling 17): infusions close to the first belong together; oncology courses are left out. */
import type { Course } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { formatDay } from '../time.js';
import type { Day } from '../time.js';
import type { Interval } from './interval.js';

interface Infusion {
  readonly day: Day;
  readonly milligrams: number | null;
}

/** Infusions by day: administrations; where there are none, what dispenses, statements and ended orders leave. */
function infusionsOf(intervals: readonly Interval[]): readonly Infusion[] {
  const rituximab = intervals.filter(({ drug, decides }) => drug.role === 'rituximab' && decides);
  const given = rituximab.filter(({ source }) => source === 'MedicationAdministration');
  const taken = rituximab.filter(
    ({ source, end }) =>
      source === 'MedicationStatement' ||
      source === 'MedicationDispense' ||
      (source === 'MedicationRequest' && end === 'completed'),
  );
  const byDay = new Map<Day, number | null>();
  for (const { start, dose } of given.length > 0 ? given : taken) {
    const before = byDay.get(start.latest);
    const amount = dose?.per === 'patient' && given.length > 0 ? dose.milligrams : null;
    byDay.set(
      start.latest,
      before === undefined ? amount : before === null || amount === null ? (before ?? amount) : before + amount,
    );
  }
  return [...byDay.entries()].map(([day, milligrams]) => ({ day, milligrams })).toSorted((a, b) => a.day - b.day);
}

export function coursesOf(context: FactContext, intervals: readonly Interval[]): readonly Course[] {
  const p = context.parameters.rituximab;
  const groups: Infusion[][] = [];
  for (const infusion of infusionsOf(intervals)) {
    const first = groups.at(-1)?.[0];
    if (first && infusion.day - first.day <= p.courseWindowDays.value) groups.at(-1)?.push(infusion);
    else groups.push([infusion]);
  }
  return groups.map((infusions, index) => ({
    number: index + 1,
    day0: formatDay(infusions[0]?.day ?? context.asOf),
    infusions: infusions.map(({ day, milligrams }) => ({ date: formatDay(day), doseMg: milligrams })),
    schedule: scheduleOf(infusions, p),
  }));
}

function scheduleOf(infusions: readonly Infusion[], p: FactContext['parameters']['rituximab']): Course['schedule'] {
  const spacing = infusions.slice(1).map(({ day }, index) => day - (infusions[index]?.day ?? day));
  const isSpaced = (days: number) => spacing.every((gap) => Math.abs(gap - days) <= days / 2);
  const isA =
    infusions.length <= p.scheduleAInfusions.value &&
    infusions.every(({ milligrams }) => milligrams === p.scheduleADose.value);
  if (isA && isSpaced(p.scheduleAIntervalDays.value)) return 'A';
  const isB = infusions.length > p.scheduleAInfusions.value && infusions.length <= p.scheduleBInfusions.value;
  return isB && isSpaced(p.scheduleBIntervalDays.value) ? 'B' : 'other';
}
