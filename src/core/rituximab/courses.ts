/** Rituximab courses (R-44, R-49; ruling 17): infusions close to the first belong together; oncology stays apart. */
import type { Course } from '../assessment.js';
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Interval } from '../medication/interval.js';
import { formatDay } from '../time.js';
import type { Day } from '../time.js';
import type { Infusion } from './infusion.js';
import { infusionsOf } from './infusions.js';
import { scheduleOf } from './schedule.js';

export interface JudgedCourse {
  readonly course: Course;
  readonly day0: Day;
  /** False where the day of the first infusion is not exact: nothing is counted from such a day. */
  readonly isExact: boolean;
}

export interface RituximabHistory {
  readonly courses: readonly JudgedCourse[];
  /** Every infusion, those for a malignancy too: they count for safety intervals. */
  readonly infusions: readonly (Infusion & { readonly isOncological: boolean })[];
}

const NEVER: RituximabHistory = { courses: [], infusions: [] };

function grouped(infusions: readonly Infusion[], windowDays: number): readonly (readonly Infusion[])[] {
  const groups: Infusion[][] = [];
  for (const infusion of infusions) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group && first && infusion.day - first.day <= windowDays) group.push(infusion);
    else groups.push([infusion]);
  }
  return groups;
}

/** An infusion without a reason of its own shares that of the course it belongs to. */
function isOncological({ reason }: Infusion, group: readonly Infusion[]): boolean {
  if (reason !== undefined) return reason === 'malignancy';
  return group.some((one) => one.reason === 'malignancy') && !group.some((one) => one.reason === 'myositis');
}

export function rituximabOf(context: FactContext, body: Body, intervals: readonly Interval[]): RituximabHistory {
  const found = infusionsOf(context, body, intervals);
  if (found.length === 0) return NEVER;
  const window = context.parameters.rituximab.courseWindowDays.value;
  const infusions = grouped(found, window).flatMap((group) =>
    group.map((infusion) => ({ ...infusion, isOncological: isOncological(infusion, group) })),
  );
  const own = infusions.filter((infusion) => !infusion.isOncological);
  const courses = grouped(own, window).map((group, index) => judged(context, body, group, index + 1));
  return { courses, infusions };
}

function judged(context: FactContext, body: Body, group: readonly Infusion[], number: number): JudgedCourse {
  const { asOf, parameters, ledger } = context;
  const first = group[0];
  const day0 = first?.day ?? asOf;
  const isExact = first?.isExact === true;
  const weak = group.filter(({ trace }) => trace !== 'administration');
  for (const trace of new Set(weak.map((one) => one.trace)))
    ledger.note(
      `Rituximab course ${number} (${formatDay(day0)}) rests in part on a trace weaker than an administration: ${trace}.`,
    );
  if (!isExact) ledger.note(`The first day of rituximab course ${number} is not exact: nothing is counted from it.`);
  const course: Course = {
    number,
    day0: formatDay(day0),
    infusions: group.map(({ day, milligrams, trace, references }) => ({
      date: formatDay(day),
      doseMg: milligrams,
      trace,
      references,
    })),
    schedule: scheduleOf(group, asOf, body.surfaceAt(day0)?.m2, parameters.rituximab),
  };
  return { course, day0, isExact };
}
