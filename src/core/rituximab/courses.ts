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
import type { PossibleExposure } from './traces.js';

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
  /** What may have been an infusion: it opens no course, and forbids to say that none was given. */
  readonly possible: readonly PossibleExposure[];
}

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

/** Whether the infusions of a group that name no reason were given for the malignancy that another one names. */
function sharesMalignancy(context: FactContext, body: Body, group: readonly Infusion[]): boolean {
  if (!group.some(({ reason }) => reason === 'malignancy') || group.some(({ reason }) => reason === 'myositis'))
    return false;
  const rest = group.filter(({ reason }) => reason === undefined);
  const [first] = rest;
  if (!first) return true;
  const { parameters, asOf, ledger } = context;
  const isOther = scheduleOf(rest, asOf, body.surfaceAt(first.day)?.m2, parameters.rituximab) === 'other';
  if (!isOther)
    ledger.note(
      `Rituximab from ${formatDay(first.day)} follows a schedule for myositis close to an infusion for a malignancy: it is read as a course of its own.`,
    );
  return isOther;
}

export function rituximabOf(context: FactContext, body: Body, intervals: readonly Interval[]): RituximabHistory {
  const { infusions: found, possible } = infusionsOf(context, body, intervals);
  if (found.length === 0) return { courses: [], infusions: [], possible };
  const window = context.parameters.rituximab.courseWindowDays.value;
  const infusions = grouped(found, window).flatMap((group) => {
    const isShared = sharesMalignancy(context, body, group);
    return group.map((infusion) => ({
      ...infusion,
      isOncological: infusion.reason === undefined ? isShared : infusion.reason === 'malignancy',
    }));
  });
  const own = infusions.filter((infusion) => !infusion.isOncological);
  const courses = grouped(own, window).map((group, index) => judged(context, body, group, index + 1));
  return { courses, infusions, possible };
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
