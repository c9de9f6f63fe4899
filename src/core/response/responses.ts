/** The responses of an assessment (A.6, rulings 13 and 14): one per course and target week reached, then the newest reading. */
import type { Response } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import type { Reading } from '../facts/readings.js';
import type { PrednisoneCurve } from '../glucocorticoid/curve.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { Interventions } from '../medication/interventions.js';
import type { JudgedCourse } from '../rituximab/courses.js';
import { formatDay } from '../time.js';
import { usableCoreSet } from './core-set.js';
import type { CoreSet } from './core-set.js';
import { DOMAINS, responseVerdict } from './definition.js';
import { measureChange, verdictOfPair } from './measure-change.js';
import { missingOf } from './missing.js';
import { notesOf } from './notes.js';
import { Pairing } from './pairing.js';
import type { Pair, Paired } from './pairing.js';
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
  const placed = new Set<Reading>();
  const responses = exact.flatMap((course) =>
    pairedReadings(context, pairing, course, course === courses.at(-1)).map(({ paired, targetWeek }) => {
      for (const { baseline, followUp } of paired.pairs)
        for (const reading of [baseline, followUp]) if (reading) placed.add(reading);
      return responseOf(input, course, paired, targetWeek);
    }),
  );
  refuseUnplaced(context, usable, placed);
  return responses;
}

/** A date that is not exact and lies wholly in no window is listed (terminology page 5.1.6). */
function refuseUnplaced({ ledger }: FactContext, usable: CoreSet, placed: ReadonlySet<Reading>): void {
  for (const { readings } of usable)
    for (const reading of readings)
      if (reading.on.earliest !== reading.on.latest && !placed.has(reading))
        ledger.refuse(reading.reference, 'date not exact enough for the time window');
}

interface PairedReading {
  readonly paired: Paired;
  readonly targetWeek: number | null;
}

/** One for each target week that was reached, then the newest reading unless it says what one of those says. */
function pairedReadings(
  { asOf, parameters }: FactContext,
  pairing: Pairing,
  { day0 }: JudgedCourse,
  isLatest: boolean,
): readonly PairedReading[] {
  const { firstTargetWeek, secondTargetWeek, followUpWindowDays } = parameters.response;
  const window = followUpWindowDays.value;
  let enzyme: ValueSetId | undefined;
  const found: PairedReading[] = [];
  for (const { value: week } of [firstTargetWeek, secondTargetWeek]) {
    const target = day0 + week * DAYS_A_WEEK;
    if (asOf < target) continue;
    const paired = pairing.around(day0, { target, from: target - window, to: target + window }, enzyme);
    enzyme = paired.enzyme;
    found.push({ paired, targetWeek: week });
  }
  if (!isLatest) return found;
  const newest = pairing.newest(day0, enzyme);
  const isRepeated = found.some(
    ({ paired }) => paired.anchor === newest.anchor || haveSameFollowUps(paired.pairs, newest.pairs),
  );
  return newest.anchor === undefined || isRepeated ? found : [...found, { paired: newest, targetWeek: null }];
}

const haveSameFollowUps = (some: readonly Pair[], others: readonly Pair[]): boolean =>
  some.length === others.length && some.every(({ followUp }, index) => followUp === others[index]?.followUp);

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
