/** What is assessed after rituximab, and only then: response, repeat, guidance and the series for pictures. */
import type { Response } from './assessment.js';
import type { FactContext } from './facts/context.js';
import { prednisoneCurve } from './glucocorticoid/curve.js';
import { interventionsOf } from './medication/interventions.js';
import type { Treatments } from './medication/intervals.js';
import { coreSetOf } from './response/core-set.js';
import { responsesOf } from './response/responses.js';
import type { RituximabHistory } from './rituximab/courses.js';

interface FollowUpInput {
  readonly context: FactContext;
  readonly rituximab: RituximabHistory;
  readonly treatments: Treatments;
  /** False outside the population of the founding papers: nothing of theirs is claimed there (I-7, ruling 15). */
  readonly isInPopulation: boolean;
}

interface FollowUp {
  readonly responses: readonly Response[];
}

/** Undefined without a course. */
export function followUpOf(input: FollowUpInput): FollowUp | undefined {
  const { context, rituximab, treatments, isInPopulation } = input;
  const first = rituximab.courses[0];
  if (!first) return undefined;
  const coreSet = coreSetOf(context);
  const curve = prednisoneCurve(context, treatments, first.day0);
  const interventions = interventionsOf(context, treatments.intervals);
  return {
    responses: isInPopulation
      ? responsesOf({ context, courses: rituximab.courses, coreSet, curve, interventions })
      : [],
  };
}
