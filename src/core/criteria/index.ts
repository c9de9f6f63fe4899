/** Every criterion, in the order of the assessment; later ones may read the status of earlier ones. */
import type { Criterion } from './criterion.js';
import { activeFourMonthsWithEmg } from './population/active-four-months-with-emg.js';
import { adult } from './population/adult.js';
import { antisynthetaseComplete } from './population/antisynthetase-complete.js';
import { bohanPeterCertainty } from './population/bohan-peter-certainty.js';
import { diagnosisInScope } from './population/diagnosis-in-scope.js';
import { noInfection } from './population/no-infection.js';
import { noLiveVaccine } from './population/no-live-vaccine.js';
import { noMajorSurgery } from './population/no-major-surgery.js';
import { notAmyopathic } from './population/not-amyopathic.js';
import { notCancerAssociated } from './population/not-cancer-associated.js';
import { notInclusionBodyMyositis } from './population/not-inclusion-body-myositis.js';
import { notNecrotising } from './population/not-necrotising.js';
import { notOverlap } from './population/not-overlap.js';
import { notPregnantOrLactating } from './population/not-pregnant-or-lactating.js';
import { diseaseActive } from './refractoriness/disease-active.js';
import { fullDoseReached } from './refractoriness/full-dose-reached.js';
import { highDoseGlucocorticoidFailed } from './refractoriness/high-dose-glucocorticoid-failed.js';
import { qualifyingAgentsTried } from './refractoriness/qualifying-agents-tried.js';
import { refractoryDisease } from './refractoriness/refractory-disease.js';
import { refractoryExtended } from './refractoriness/refractory-extended.js';
import { refractoryMok2007 } from './refractoriness/refractory-mok2007.js';
import { sequentialOrConcomitant } from './refractoriness/sequential-or-concomitant.js';
import { taperHampered } from './refractoriness/taper-hampered.js';
import { threeMonthsReached } from './refractoriness/three-months-reached.js';
import { twoAdequateTrials } from './refractoriness/two-adequate-trials.js';

export const CRITERIA: readonly Criterion[] = [
  adult,
  diagnosisInScope,
  bohanPeterCertainty,
  antisynthetaseComplete,
  activeFourMonthsWithEmg,
  notAmyopathic,
  notOverlap,
  notCancerAssociated,
  notNecrotising,
  noInfection,
  noMajorSurgery,
  noLiveVaccine,
  notPregnantOrLactating,
  notInclusionBodyMyositis,
  twoAdequateTrials,
  qualifyingAgentsTried,
  fullDoseReached,
  threeMonthsReached,
  sequentialOrConcomitant,
  diseaseActive,
  taperHampered,
  refractoryDisease,
  refractoryMok2007,
  highDoseGlucocorticoidFailed,
  refractoryExtended,
];
