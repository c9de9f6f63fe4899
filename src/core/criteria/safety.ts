/** The rules of section E, in their order there; later ones may read the status of earlier ones. */
import type { SafetyCriterion } from './criterion.js';
import { antiHbcNotPassive } from './safety/anti-hbc-not-passive.js';
import { bCellsMeasured } from './safety/b-cells-measured.js';
import { bloodCountAdequate } from './safety/blood-count-adequate.js';
import { cancerScreeningDocumented } from './safety/cancer-screening-documented.js';
import { contraceptionDocumented } from './safety/contraception-documented.js';
import { doseFitsSchedule } from './safety/dose-fits-schedule.js';
import { hbsagNegative } from './safety/hbsag-negative.js';
import { hepatitisBFollowedUp } from './safety/hepatitis-b-followed-up.js';
import { hepatitisBScreened } from './safety/hepatitis-b-screened.js';
import { hivAndHepatitisCTested } from './safety/hiv-and-hepatitis-c-tested.js';
import { immunoglobulinBaselineMeasured } from './safety/immunoglobulin-baseline-measured.js';
import { immunoglobulinGAdequate } from './safety/immunoglobulin-g-adequate.js';
import { latentTuberculosisTested } from './safety/latent-tuberculosis-tested.js';
import { monitoringUpToDate } from './safety/monitoring-up-to-date.js';
import { noActiveInfection } from './safety/no-active-infection.js';
import { noActiveTuberculosis } from './safety/no-active-tuberculosis.js';
import { noAntihypertensive } from './safety/no-antihypertensive.js';
import { noImmunoglobulinSoonAfter } from './safety/no-immunoglobulin-soon-after.js';
import { noInclusionBodyMyositis } from './safety/no-inclusion-body-myositis.js';
import { noLateNeutropenia } from './safety/no-late-neutropenia.js';
import { noLeukoencephalopathy } from './safety/no-leukoencephalopathy.js';
import { noLiveVaccineOrdered } from './safety/no-live-vaccine-ordered.js';
import { noLymphomaAfterRituximab } from './safety/no-lymphoma-after-rituximab.js';
import { noMajorSurgeryNear } from './safety/no-major-surgery-near.js';
import { noMalignancy } from './safety/no-malignancy.js';
import { noMildReaction } from './safety/no-mild-reaction.js';
import { noModerateReaction } from './safety/no-moderate-reaction.js';
import { noNewNeurologicalSymptom } from './safety/no-new-neurological-symptom.js';
import { noOtherBiologic } from './safety/no-other-biologic.js';
import { noPastHepatitisB } from './safety/no-past-hepatitis-b.js';
import { noRecentLiveVaccine } from './safety/no-recent-live-vaccine.js';
import { noRecurrentInfection } from './safety/no-recurrent-infection.js';
import { noSevereActiveInfection } from './safety/no-severe-active-infection.js';
import { noSevereHeartDisease } from './safety/no-severe-heart-disease.js';
import { noSevereReaction } from './safety/no-severe-reaction.js';
import { noSevereSkinReaction } from './safety/no-severe-skin-reaction.js';
import { notBreastfeeding } from './safety/not-breastfeeding.js';
import { notPregnant } from './safety/not-pregnant.js';
import { notSeverelyImmunocompromised } from './safety/not-severely-immunocompromised.js';
import { pneumocystisProphylaxisConsidered } from './safety/pneumocystis-prophylaxis-considered.js';
import { pregnancyTestRecent } from './safety/pregnancy-test-recent.js';
import { premedicationOrdered } from './safety/premedication-ordered.js';
import { retreatmentIntervalKept } from './safety/retreatment-interval-kept.js';
import { screenedBeforeImmunoglobulin } from './safety/screened-before-immunoglobulin.js';
import { trimethoprimNotBesideMethotrexate } from './safety/trimethoprim-not-beside-methotrexate.js';
import { vaccinesDocumented } from './safety/vaccines-documented.js';

export const SAFETY_CRITERIA: readonly SafetyCriterion[] = [
  hepatitisBScreened,
  hbsagNegative,
  noPastHepatitisB,
  antiHbcNotPassive,
  screenedBeforeImmunoglobulin,
  hepatitisBFollowedUp,
  noSevereActiveInfection,
  noActiveInfection,
  noRecurrentInfection,
  noActiveTuberculosis,
  latentTuberculosisTested,
  hivAndHepatitisCTested,
  immunoglobulinBaselineMeasured,
  immunoglobulinGAdequate,
  bloodCountAdequate,
  noLateNeutropenia,
  noSevereReaction,
  noModerateReaction,
  noMildReaction,
  noSevereSkinReaction,
  noSevereHeartDisease,
  noLeukoencephalopathy,
  noNewNeurologicalSymptom,
  notPregnant,
  pregnancyTestRecent,
  contraceptionDocumented,
  notBreastfeeding,
  noRecentLiveVaccine,
  noLiveVaccineOrdered,
  vaccinesDocumented,
  retreatmentIntervalKept,
  doseFitsSchedule,
  noMajorSurgeryNear,
  noMalignancy,
  cancerScreeningDocumented,
  noOtherBiologic,
  pneumocystisProphylaxisConsidered,
  trimethoprimNotBesideMethotrexate,
  premedicationOrdered,
  noAntihypertensive,
  notSeverelyImmunocompromised,
  noInclusionBodyMyositis,
  noImmunoglobulinSoonAfter,
  monitoringUpToDate,
  bCellsMeasured,
  noLymphomaAfterRituximab,
];
