/** Everything a safety criterion may read: some of what every criterion reads, and what section E asks besides. */
import type { Coverage, Evidence } from '../assessment.js';
import type { PatientFacts } from '../criteria/criterion.js';
import type { ConditionFact } from '../facts/conditions.js';
import type { Monitoring } from '../guidance/monitoring.js';
import type { ImmunoglobulinG } from '../repeat/immunoglobulin-g.js';
import type { Reaction } from '../repeat/reactions.js';
import type { RecurrentInfections } from '../repeat/recurrent-infection.js';
import type { SevereInfections } from '../facts/severe-infection.js';
import type { Span } from '../medication/interventions.js';
import type { Day } from '../time.js';
import type { BCells } from './b-cells.js';
import type { BloodCounts } from './blood-counts.js';
import type { Childbearing } from './childbearing.js';
import type { DoseCheck } from './dose-check.js';
import type { Exposure } from './exposure.js';
import type { HeartDisease } from './heart.js';
import type { HepatitisB } from './hepatitis-b.js';
import type { Immunocompromise } from './immunocompromise.js';
import type { Medicine } from './medicines.js';
import type { OrderFacts } from './orders.js';
import type { Pneumocystis } from './pneumocystis.js';
import type { Serology } from './serology.js';
import type { VaccineOnFile } from './vaccines.js';

type Shared =
  | 'asOf'
  | 'diagnosis'
  | 'safety'
  | 'glucocorticoidEvidence'
  | 'medicationHistory'
  | 'conditionsLooked'
  | 'proceduresLooked'
  | 'immunizationsLooked';

export interface SafetyFacts extends Pick<PatientFacts, Shared> {
  readonly serviceRequestsLooked: Coverage;
  readonly safetyLabsLooked: Coverage;
  readonly exposure: Exposure;
  readonly orders: OrderFacts;
  readonly doseCheck: DoseCheck | undefined;
  readonly hepatitisB: HepatitisB;
  /** Newest ALT, whatever its value. */
  readonly alanineAminotransferase: { readonly day: Day; readonly evidence: Evidence } | undefined;
  readonly severeNow: SevereInfections;
  /** Since day 0 of the latest course; without one the same as now. */
  readonly severeSince: SevereInfections;
  readonly recurrent: RecurrentInfections;
  /** Problem list, encounters and medication were all read in full. */
  readonly isInfectionHistoryComplete: boolean;
  readonly fever: Evidence | undefined;
  readonly tuberculosis: readonly ConditionFact[];
  readonly latentTuberculosis: { readonly test: Serology; readonly diagnosed: readonly ConditionFact[] };
  readonly hiv: { readonly test: Serology; readonly diagnosed: readonly ConditionFact[] };
  readonly hepatitisC: { readonly test: Serology; readonly diagnosed: readonly ConditionFact[] };
  readonly immunoglobulinG: ImmunoglobulinG;
  /** Immunoglobulin that was given, as spans of days. */
  readonly immunoglobulinSpans: readonly Span[];
  readonly bloodCounts: BloodCounts;
  readonly reactions: readonly Reaction[];
  /** The allergy list was read and says something: an empty one proves nothing (ruling 5). */
  readonly hasAllergyHistory: boolean;
  readonly skinReactions: readonly ConditionFact[];
  readonly heart: HeartDisease;
  readonly leukoencephalopathy: readonly ConditionFact[];
  readonly neurologicalSymptoms: readonly ConditionFact[];
  readonly childbearing: Childbearing;
  readonly vaccines: readonly VaccineOnFile[];
  readonly plannedSurgery: readonly Evidence[];
  readonly cancerScreening: readonly Evidence[];
  readonly otherBiologics: readonly Medicine[];
  readonly pneumocystis: Pneumocystis;
  /** Trimethoprim with sulfamethoxazole that is taken or ordered now. */
  readonly trimethoprim: readonly Medicine[];
  /** Agents that are taken now and must not meet it. */
  readonly trimethoprimInteracting: readonly Medicine[];
  readonly antihypertensives: readonly Medicine[];
  /** Premedication that is ordered or was given today, by kind. */
  readonly premedication: readonly { readonly kind: string; readonly found: readonly Medicine[] }[];
  readonly immunocompromise: Immunocompromise;
  /** Immunoglobulin given or ordered after the last infusion, or ordered beside rituximab. */
  readonly immunoglobulinAfter: readonly Evidence[];
  readonly bCells: BCells | undefined;
  readonly lymphoma: readonly ConditionFact[];
  /** Undefined before the first course. */
  readonly monitoring: Monitoring | undefined;
}
