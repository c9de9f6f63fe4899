/** The responses of an assessment (A.6, rulings 13 and 14): one per course and target week reached, then the newest reading. */
import type { Response } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import type { PrednisoneCurve } from '../glucocorticoid/curve.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { Interventions } from '../medication/interventions.js';
import type { JudgedCourse } from '../rituximab/courses.js';
import { formatDay } from '../time.js';
import type { Day } from '../time.js';
import { usableCoreSet } from './core-set.js';
import type { CoreSet } from './core-set.js';
import { DOMAINS, responseVerdict } from './definition.js';
import { measureChange, verdictOfPair } from './measure-change.js';
import { missingOf } from './missing.js';
import { notesOf } from './notes.js';
import { newestDay, Pairing } from './pairing.js';
import type { Paired, Point } from './pairing.js';
import { totalImprovement } from './total-improvement-score.js';

const DAYS_A_WEEK = 7;

interface ResponseInput {
  readonly context: FactContext;
  readonly courses: readonly JudgedCourse[];
  readonly coreSet: CoreSet;
  readonly curve: PrednisoneCurve;
  readonly interventions: Interventions;
}

export function responsesOf(input: ResponseInput): readonly Response[] {
  const { context, courses, coreSet } = input;
  const exact = courses.filter(({ isExact }) => isExact);
  const first = exact[0];
  if (!first) return [];
  const p = context.parameters.response;
  const usable = usableCoreSet(context, coreSet, first.day0 - p.baselineWindowDays.value);
  const pairing = new Pairing(usable, p);
  return exact.flatMap((course) => responsesOfCourse(input, usable, pairing, course));
}

function responsesOfCourse(
  input: ResponseInput,
  usable: CoreSet,
  pairing: Pairing,
  course: JudgedCourse,
): readonly Response[] {
  const { context, courses } = input;
  const { asOf, parameters } = context;
  const { firstTargetWeek, secondTargetWeek, followUpWindowDays, coreSetSpanDays } = parameters.response;
  const { day0 } = course;
  let enzyme: ValueSetId | undefined;
  const anchors = new Set<Day>();
  const responses: Response[] = [];
  const judge = (point: Point, targetWeek: number | null): void => {
    const paired = pairing.at(day0, point, enzyme);
    if (targetWeek === null && (paired.anchor === undefined || anchors.has(paired.anchor))) return;
    enzyme = paired.enzyme;
    if (paired.anchor !== undefined) anchors.add(paired.anchor);
    responses.push(responseOf(input, course, paired, targetWeek));
  };
  for (const { value: week } of [firstTargetWeek, secondTargetWeek]) {
    const target = day0 + week * DAYS_A_WEEK;
    if (asOf < target) continue;
    judge({ target, from: target - followUpWindowDays.value, to: target + followUpWindowDays.value }, week);
  }
  if (course !== courses.at(-1)) return responses;
  const newest = newestDay(usable, day0, parameters.response);
  if (newest !== undefined)
    judge({ target: newest, from: Math.max(day0 + 1, newest - coreSetSpanDays.value), to: newest }, null);
  return responses;
}

function responseOf(
  { context, courses, curve, interventions }: ResponseInput,
  { course, day0 }: JudgedCourse,
  { anchor, baselineDay, pairs }: Paired,
  targetWeek: number | null,
): Response {
  const { parameters } = context;
  const p = parameters.response;
  const measures = pairs.map((pair) => measureChange(pair, parameters));
  const verdictsBy = (comparator: 'strict' | 'inclusive') =>
    new Map(pairs.map((pair) => [pair.track.measure, verdictOfPair(pair, comparator, parameters)]));
  const isTooEarly = anchor !== undefined && anchor - day0 < p.earliestVerdictDay.value;
  const seed = isTooEarly ? 'too-early' : responseVerdict(verdictsBy('strict'), p);
  const imacs = isTooEarly ? 'too-early' : responseVerdict(verdictsBy('inclusive'), p);
  const tis = totalImprovement(pairs, parameters);
  const borderline = seed !== imacs;
  return {
    course: course.number,
    week: anchor === undefined ? (targetWeek ?? 0) : Math.floor((anchor - day0) / DAYS_A_WEEK),
    targetWeek,
    baselineDate: baselineDay === undefined ? null : formatDay(baselineDay),
    followUpDate: anchor === undefined ? null : formatDay(anchor),
    measures,
    seed,
    imacs,
    borderline,
    tis,
    prednisoneEquivalent: { baseline: curve.onDay(day0), followUp: anchor === undefined ? null : curve.onDay(anchor) },
    missing: missingOf(
      pairs.filter(({ track }) => DOMAINS.includes(track.measure)),
      measures,
    ),
    notes: notesOf({
      measures,
      seed,
      borderline,
      tis,
      baselineDay,
      followUpDay: anchor,
      interventions,
      laterCourses: courses.map((other) => other.day0).filter((day) => day > day0),
    }),
  };
}
