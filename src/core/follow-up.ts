/** What is assessed after rituximab, and only then: response, repeat, guidance and the series for pictures. */
import type { Course, Coverage, RepeatCourse, Response, Series, Verdict } from './assessment.js';
import { verdictOf } from './criteria/criterion.js';
import { FOLLOW_UP_CRITERIA } from './criteria/follow-up.js';
import { severeInfectionFound } from './criteria/severe-infection.js';
import type { Body } from './facts/body.js';
import type { FactContext } from './facts/context.js';
import type { FollowUpFacts } from './follow-up-facts.js';
import { prednisoneCurve } from './glucocorticoid/curve.js';
import type { PrednisoneCurve } from './glucocorticoid/curve.js';
import { activeAgents } from './guidance/active-agents.js';
import { preTreatmentOf } from './guidance/pre-treatment.js';
import { predictorsOf } from './guidance/predictors.js';
import { interventionsOf } from './medication/interventions.js';
import type { Interventions } from './medication/interventions.js';
import type { Treatments } from './medication/intervals.js';
import type { JudgedTrial } from './medication/trials.js';
import { repeatCourseOf } from './repeat/repeat-course.js';
import { repeatStops } from './repeat/stops.js';
import { repeatWindow } from './repeat/window.js';
import type { CoreSet } from './response/core-set.js';
import { responsesOf } from './response/responses.js';
import type { JudgedCourse, RituximabHistory } from './rituximab/courses.js';
import { seriesOf } from './series.js';
import type { SafetyFacts } from './safety/safety-facts.js';
import type { Status } from './status.js';

interface FollowUpInput {
  readonly context: FactContext;
  readonly body: Body;
  readonly rituximab: RituximabHistory;
  readonly treatments: Treatments;
  readonly trials: readonly JudgedTrial[];
  readonly medicationHistory: Coverage;
  readonly coreSet: CoreSet;
  /** What the safety rules read and found: they come first, and the repeat rests on them. */
  readonly safety: SafetyFacts;
  readonly safetyVerdicts: readonly Verdict[];
  /** False outside the population of the founding papers: nothing of theirs is claimed there (I-7, ruling 15). */
  readonly isInPopulation: boolean;
}

interface FollowUp {
  readonly courses: readonly Course[];
  readonly responses: readonly Response[];
  readonly verdicts: readonly Verdict[];
  readonly repeatCourse: RepeatCourse | undefined;
  /** Made when asked for. */
  readonly series: () => Series;
}

/** What is read once and used by several parts. */
interface Readings {
  readonly coreSet: CoreSet;
  readonly curve: PrednisoneCurve;
  readonly interventions: Interventions;
  readonly responses: readonly Response[];
}

/** Undefined without a course. */
export function followUpOf(input: FollowUpInput): FollowUp | undefined {
  const { context, body, rituximab, treatments, trials, coreSet, isInPopulation } = input;
  const [first, latest] = [rituximab.courses[0], rituximab.courses.at(-1)];
  if (!first || !latest) return undefined;
  const curve = prednisoneCurve(context, body, treatments, first.day0);
  const interventions = interventionsOf(context, treatments.intervals);
  const responses = isInPopulation
    ? responsesOf({ context, courses: rituximab.courses, coreSet, curve, interventions })
    : [];
  const facts = factsOf(input, latest, { coreSet, curve, interventions, responses });
  const { verdicts, statuses } = assess(facts, input);
  const severe = severeInfectionFound(facts.severeSince, facts.isInfectionHistoryComplete, 'since day 0');
  return {
    courses: rituximab.courses.map((one) => withPreTreatment(one, interventions, context)),
    responses,
    verdicts,
    repeatCourse:
      isInPopulation && facts.window
        ? repeatCourseOf(facts.window, context.asOf, repeatStops(severe.status, statuses), severe.missing ?? [], [
            ...input.safetyVerdicts,
            ...verdicts,
          ])
        : undefined,
    series: () => seriesOf({ coreSet, trials, rituximab, curve, asOf: context.asOf }),
  };
}

function withPreTreatment(
  { course, day0 }: JudgedCourse,
  interventions: Interventions,
  { parameters }: FactContext,
): Course {
  const before = parameters.glucocorticoid.pulseBeforeRituximabDays.value;
  const preTreatment = preTreatmentOf(interventions, day0, before);
  return preTreatment ? { ...course, preTreatment } : course;
}

function assess(
  facts: FollowUpFacts,
  { context, safetyVerdicts, isInPopulation }: FollowUpInput,
): { readonly verdicts: readonly Verdict[]; readonly statuses: ReadonlyMap<string, Status> } {
  const verdicts: Verdict[] = [];
  const statuses = new Map<string, Status>(safetyVerdicts.map(({ id, status }) => [id, status]));
  for (const criterion of FOLLOW_UP_CRITERIA) {
    if (criterion.scope === 'population' && !isInPopulation) continue;
    const verdict = verdictOf(criterion, facts, context.parameters, statuses);
    verdicts.push(verdict);
    statuses.set(verdict.id, verdict.status);
  }
  return { verdicts, statuses };
}

/** A reading between the target weeks that decides nothing does not unsay an earlier verdict. */
function judgedOf(newestFirst: readonly Response[]): Response | undefined {
  const late = newestFirst.filter(({ seed }) => seed !== 'too-early');
  return late.find(({ seed, targetWeek }) => seed !== 'indeterminate' || targetWeek !== null) ?? late[0];
}

function factsOf(
  { context, trials, medicationHistory, safety }: FollowUpInput,
  { course, day0, isExact }: JudgedCourse,
  { curve, interventions, responses }: Readings,
): FollowUpFacts {
  const { record, parameters, asOf } = context;
  const own = responses.filter((response) => response.course === course.number);
  const read = own
    .filter(({ followUpDate }) => followUpDate !== null)
    .toSorted((a, b) => ((a.followUpDate ?? '') < (b.followUpDate ?? '') ? 1 : -1));
  const judged = judgedOf(read);
  return {
    asOf,
    course: course.number,
    day0,
    window: isExact ? repeatWindow(day0, parameters.rituximab) : undefined,
    severeSince: safety.severeSince,
    isInfectionHistoryComplete: safety.isInfectionHistoryComplete,
    medicationHistory,
    judged,
    readings: judged ? read.slice(0, read.indexOf(judged) + 1) : read,
    newest: read[0],
    isReescalated: curve.reescalatedSince(day0),
    responses: own,
    activeAgents: activeAgents(trials, asOf, parameters),
    prednisoneEquivalent: { day0: curve.onDay(day0), now: curve.onDay(asOf) },
    predictors: predictorsOf(context, day0),
    preTreatment: preTreatmentOf(interventions, day0, parameters.glucocorticoid.pulseBeforeRituximabDays.value),
    conditionsLooked: record.looked.conditions,
  };
}
