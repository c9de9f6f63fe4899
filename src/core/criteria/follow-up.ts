/** The criteria that are assessed after rituximab only, in the order of the assessment. */
import type { FollowUpCriterion } from './criterion.js';
import { ageNotBelowCutOff } from './information/age-not-below-cut-off.js';
import { favourableAntibody } from './information/favourable-antibody.js';
import { noDysphagia } from './information/no-dysphagia.js';
import { preTreated } from './information/pre-treated.js';
import { seedVisitsKept } from './monitoring/seed-visits-kept.js';
import { oneImmunosuppressantOnly } from './regimen/one-immunosuppressant-only.js';
import { taperBegun } from './regimen/taper-begun.js';
import { noRecrudescentDisease } from './repeat/no-recrudescent-disease.js';
import { noStopForRepeat } from './repeat/no-stop-for-repeat.js';
import { repeatCourseDue } from './repeat/repeat-course-due.js';
import { responseAbsentOrStable } from './repeat/response-absent-or-stable.js';

export const FOLLOW_UP_CRITERIA: readonly FollowUpCriterion[] = [
  noRecrudescentDisease,
  repeatCourseDue,
  responseAbsentOrStable,
  noStopForRepeat,
  oneImmunosuppressantOnly,
  taperBegun,
  seedVisitsKept,
  preTreated,
  ageNotBelowCutOff,
  noDysphagia,
  favourableAntibody,
];
