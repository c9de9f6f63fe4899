/** Where the patient stands between courses: what was given, and whether today's or the planned infusion belongs to it. */
import type { Parameters } from '../knowledge/parameters.js';
import type { RituximabHistory } from '../rituximab/courses.js';
import type { Infusion } from '../rituximab/infusion.js';
import type { Day } from '../time.js';
import type { PossibleExposure } from '../rituximab/traces.js';
import { formatDay, formatRange } from '../time.js';

export interface Exposure {
  /** Of any indication: they count for what follows an infusion (ruling 17). */
  readonly first: Infusion | undefined;
  readonly last: Infusion | undefined;
  /** The last one of an exact day before the infusion in question. */
  readonly previous: Infusion | undefined;
  /** What may have been an infusion before it, and what was one on a day that the record leaves open. */
  readonly possible: readonly Pick<PossibleExposure, 'on' | 'evidence'>[];
  /** Infusions of the course that is under way; empty when the next infusion would open a new one. */
  readonly current: readonly Infusion[];
  /** The first day of the course that is under way, else the day for which one is planned. */
  readonly courseDay: Day;
  /** A course for myositis lies behind, so that a new one would repeat it. */
  readonly isRepeat: boolean;
  /** Day 0 of the first and of the latest course for myositis. */
  readonly firstCourseDay: Day | undefined;
  readonly latestCourseDay: Day | undefined;
  /** The medication history was read in full, so that an infusion that is not on file was not given. */
  readonly isHistoryComplete: boolean;
}

/** The infusions that belong with the last one. */
function lastGroup(infusions: readonly Infusion[], windowDays: number): readonly Infusion[] {
  let group: Infusion[] = [];
  for (const infusion of infusions) {
    const [first] = group;
    group = first && infusion.day - first.day <= windowDays ? [...group, infusion] : [infusion];
  }
  return group;
}

/** How many infusions the schedule of a course has; of one that follows no schedule, those of the longest. */
function infusionsOfSchedule(history: RituximabHistory, day0: Day, p: Parameters['rituximab']): number {
  const course = history.courses.find((one) => one.course.day0 === formatDay(day0))?.course;
  const most = Math.max(p.scheduleAInfusions.value, p.scheduleBInfusions.value);
  return course?.schedule === 'A' ? p.scheduleAInfusions.value : most;
}

function inexact({ earliest, day, references }: Infusion): Pick<PossibleExposure, 'on' | 'evidence'> {
  const on = { earliest, latest: day };
  const evidence = { label: 'Rituximab', value: 'given', date: formatRange(on), reference: references[0] ?? '' };
  return { on, evidence };
}

export function exposureOf(
  history: RituximabHistory,
  isHistoryComplete: boolean,
  planned: Day,
  p: Parameters['rituximab'],
): Exposure {
  const { infusions, courses } = history;
  // what is given on the day in question is the infusion in question
  const before = infusions.filter(({ day, isExact }) => isExact && day < planned);
  const group = lastGroup(before, p.courseWindowDays.value);
  const [opening] = group;
  const isUnderWay =
    opening !== undefined &&
    planned - opening.day <= p.courseWindowDays.value &&
    group.length < infusionsOfSchedule(history, opening.day, p);
  return {
    first: infusions[0],
    last: infusions.at(-1),
    previous: before.at(-1),
    possible: [...history.possible, ...infusions.filter(({ isExact }) => !isExact).map(inexact)].filter(
      ({ on }) => on.earliest < planned,
    ),
    current: isUnderWay ? group : [],
    courseDay: isUnderWay ? opening.day : planned,
    isRepeat: courses.filter(({ day0 }) => day0 < planned).length > (isUnderWay ? 1 : 0),
    firstCourseDay: courses[0]?.day0,
    latestCourseDay: courses.at(-1)?.day0,
    isHistoryComplete,
  };
}
