/** Reads the facts of the safety rules; only for patients in scope, for most of them are asked of nobody else. */
import type { Coverage, Evidence } from '../assessment.js';
import type { PatientFacts } from '../criteria/criterion.js';
import type { Body } from '../facts/body.js';
import { conditionsIn } from '../facts/conditions.js';
import type { ConditionFact } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { countedEntries } from '../facts/readings.js';
import { monitoringOf } from '../guidance/monitoring.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { interventionsOf } from '../medication/interventions.js';
import type { Span } from '../medication/interventions.js';
import type { Interval } from '../medication/interval.js';
import type { Treatments } from '../medication/intervals.js';
import type { DraftOrders } from '../orders/draft-orders.js';
import { chargedImmunoglobulin } from '../repeat/charged-immunoglobulin.js';
import { immunoglobulinG } from '../repeat/immunoglobulin-g.js';
import { reactionsOf } from '../repeat/reactions.js';
import { recurrentInfections } from '../repeat/recurrent-infection.js';
import { severeInfectionsSince } from '../facts/severe-infection.js';
import type { CoreSet } from '../response/core-set.js';
import type { RituximabHistory } from '../rituximab/courses.js';
import { formatRange } from '../time.js';
import { bCellsOf } from './b-cells.js';
import { evidenceOfInterval, isActiveOn, otherBiologicsOf } from './biologics.js';
import { bloodCountsOf } from './blood-counts.js';
import { childbearingOf } from './childbearing.js';
import { doseCheckOf } from './dose-check.js';
import { exposureOf } from './exposure.js';
import type { Exposure } from './exposure.js';
import { feverOf } from './fever.js';
import { heartDiseaseOf } from './heart.js';
import { hepatitisBOf } from './hepatitis-b.js';
import { immunocompromiseOf } from './immunocompromise.js';
import { ActiveMedicines } from './medicines.js';
import type { Medicine } from './medicines.js';
import { orderFactsOf } from './orders.js';
import type { OrderFacts } from './orders.js';
import { pneumocystisOf } from './pneumocystis.js';
import type { SafetyFacts } from './safety-facts.js';
import { serologyOf } from './serology.js';
import { plannedSurgeryOf } from './planned-surgery.js';
import { vaccinesOf } from './vaccines.js';

export interface SafetyInput {
  readonly context: FactContext;
  readonly facts: PatientFacts;
  readonly body: Body;
  readonly treatments: Treatments;
  readonly rituximab: RituximabHistory;
  readonly medicationHistory: Coverage;
  readonly drafts: DraftOrders;
  /** The assessment is made for an infusion today. */
  readonly isInfusionDay: boolean;
  /** Present after rituximab only. */
  readonly coreSet: CoreSet | undefined;
}

export function extractSafety(input: SafetyInput): SafetyFacts {
  const { context, facts, body, treatments, rituximab, medicationHistory, drafts, coreSet } = input;
  const { record, parameters, asOf } = context;
  const { looked } = record;
  const { intervals } = treatments;
  const isInfusionDay = input.isInfusionDay || isInfusedNow(context, intervals);
  const orders = orderFactsOf(context, drafts, isInfusionDay);
  const exposure = exposureOf(rituximab, medicationHistory === 'complete', orders.planned, parameters.rituximab);
  const interventions = interventionsOf(context, intervals);
  // what may have been given blurs a test as what was given does
  const immunoglobulin = [...interventions.immunoglobulin, ...chargedImmunoglobulin(context)];
  const { antimicrobials, severeInfections: severeNow } = facts.safety;
  const medicines = new ActiveMedicines(context);
  const day0 = rituximab.courses.at(-1)?.day0;
  const screened = (test: ValueSetId, label: string, disease: ValueSetId) => ({
    test: serologyOf(context, [test], label),
    diagnosed: current(context, disease),
  });
  const taken = medicinesOf(input, orders, medicines);
  // listed one by one: to spread a large object costs more than to read most of these facts
  return {
    asOf,
    diagnosis: facts.diagnosis,
    safety: facts.safety,
    glucocorticoidEvidence: facts.glucocorticoidEvidence,
    medicationHistory,
    conditionsLooked: looked.conditions,
    proceduresLooked: looked.procedures,
    serviceRequestsLooked: looked.serviceRequests,
    safetyLabsLooked: looked.safetyLabs,
    immunizationsLooked: looked.immunizations,
    exposure,
    orders,
    doseCheck: doseCheckOf(
      {
        orders: orders.rituximab,
        given: exposure.current,
        // an order that names no day is for today, as for S-22
        today: isInfusionDay || orders.rituximab.length > 0 ? asOf : undefined,
        squareMetres: body.surfaceAt(asOf)?.m2,
      },
      parameters.rituximab,
    ),
    hepatitisB: hepatitisBOf(context, immunoglobulin, medicines),
    alanineAminotransferase: newestOf(context, 'alanine-aminotransferase', 'ALT'),
    severeNow,
    severeSince: day0 === undefined ? severeNow : severeInfectionsSince(context, antimicrobials, day0),
    recurrent: recurrentInfections(context, antimicrobials),
    isInfectionHistoryComplete:
      looked.conditions === 'complete' && looked.encounters === 'complete' && medicationHistory === 'complete',
    fever: feverOf(context),
    tuberculosis: current(context, 'tuberculosis'),
    latentTuberculosis: screened('igra', 'IGRA', 'latent-tuberculosis'),
    hiv: screened('hiv-agab', 'HIV', 'hiv'),
    hepatitisC: screened('hcv-ab', 'Hepatitis C antibodies', 'hepatitis-c'),
    immunoglobulinG: immunoglobulinG(context, immunoglobulin),
    immunoglobulinSpans: immunoglobulin,
    bloodCounts: bloodCountsOf(context),
    reactions: reactionsOf(context, intervals, rituximab.infusions),
    hasAllergyHistory: looked.allergies === 'complete' && record.allergies.length > 0,
    skinReactions: conditionsIn(context, ['severe-mucocutaneous-reaction']),
    heart: heartDiseaseOf(context),
    leukoencephalopathy: conditionsIn(context, ['progressive-multifocal-leukoencephalopathy']),
    neurologicalSymptoms: conditionsIn(context, ['neurological-symptom']),
    childbearing: childbearingOf(context, facts.person),
    vaccines: vaccinesOf(context),
    plannedSurgery: plannedSurgeryOf(context),
    cancerScreening: cancerScreeningOf(context),
    otherBiologics: [
      ...otherBiologicsOf(context, intervals),
      ...medicines.of('other-biologic'),
      ...orders.otherBiologics,
    ],
    pneumocystis: taken.pneumocystis,
    trimethoprim: taken.trimethoprim,
    trimethoprimInteracting: taken.trimethoprimInteracting,
    antihypertensives: medicines.of('antihypertensive'),
    premedication: taken.premedication,
    immunocompromise: immunocompromiseOf(context),
    immunoglobulinAfter: immunoglobulinAfter(context, interventions.immunoglobulin, exposure, orders),
    bCells: bCellsOf(context),
    lymphoma: conditionsIn(context, ['lymphoma']),
    monitoring: coreSet && monitoringOf(context, coreSet, interventions.immunoglobulin),
  };
}

/** Rituximab that is running at this moment. */
function isInfusedNow({ record, asOf }: FactContext, intervals: readonly Interval[]): boolean {
  const running = new Set(
    record.medications
      .filter(({ type, resource }) => type === 'MedicationAdministration' && resource['status'] === 'in-progress')
      .map(({ reference }) => reference),
  );
  return intervals.some(
    ({ drug, reference, start }) => drug.role === 'rituximab' && start.latest === asOf && running.has(reference),
  );
}

function current(context: FactContext, id: ValueSetId): readonly ConditionFact[] {
  return conditionsIn(context, [id]).filter(({ isCurrent }) => isCurrent);
}

function newestOf(context: FactContext, id: ValueSetId, label: string): SafetyFacts['alanineAminotransferase'] {
  const [entry] = countedEntries(context, id).filter(({ by }) => by === 'code');
  if (!entry?.on) return undefined;
  const evidence = { label, value: 'measured', date: formatRange(entry.on), reference: entry.reference };
  return { day: entry.on.latest, evidence: { ...evidence, path: 'Observation.effective' } };
}

/** Examinations that look for a cancer, by their words. */
function cancerScreeningOf(context: FactContext): readonly Evidence[] {
  const { record, asOf } = context;
  return record.coded.of('cancer-screening').flatMap(({ resource, reference, on }) => {
    const isDone = resource['status'] === 'completed' || resource['status'] === 'final';
    if (!isDone || (on && on.earliest > asOf)) return [];
    const type = String(resource['resourceType']);
    const label = 'Cancer screening';
    return [{ label, value: 'done', ...(on ? { date: formatRange(on) } : {}), reference, path: `${type}.code` }];
  });
}

/** Medicines by kind, of the record and of the drafts. */
function medicinesOf(
  { context, body, treatments, medicationHistory }: SafetyInput,
  orders: OrderFacts,
  medicines: ActiveMedicines,
) {
  const { asOf, parameters } = context;
  const { trimethoprimInteractingAgents, premedicationGlucocorticoids } = parameters.safety;
  const active = (isWanted: (interval: Interval) => boolean): readonly Medicine[] =>
    treatments.intervals.filter(isWanted).flatMap((one) => {
      const now = isActiveOn(one, asOf, 0);
      return now === 'no' ? [] : [{ isFirm: one.decides && now === 'yes', evidence: evidenceOfInterval(one) }];
    });
  return {
    pneumocystis: pneumocystisOf(
      context,
      body,
      treatments,
      medicationHistory === 'complete',
      medicines.of('pneumocystis-prophylaxis'),
    ),
    trimethoprim: [...medicines.of('trimethoprim-sulfamethoxazole'), ...orders.trimethoprim],
    trimethoprimInteracting: active(({ drug }) => trimethoprimInteractingAgents.value.includes(drug.agent)),
    premedication: [
      { kind: 'antipyretic', found: [...medicines.of('antipyretic'), ...orders.antipyretics] },
      { kind: 'antihistamine', found: [...medicines.of('antihistamine'), ...orders.antihistamines] },
      {
        kind: 'glucocorticoid into a vein',
        found: [
          ...active(
            ({ drug, route }) => route === 'intravenous' && premedicationGlucocorticoids.value.includes(drug.id),
          ),
          ...orders.glucocorticoids,
        ],
      },
    ],
  };
}

/** Immunoglobulin after the last infusion, or ordered beside rituximab (S-32). */
function immunoglobulinAfter(
  { asOf, parameters }: FactContext,
  spans: readonly Span[],
  { last }: Exposure,
  orders: OrderFacts,
): readonly Evidence[] {
  const days = parameters.safety.immunoglobulinAfterDays.value;
  const isClose = last !== undefined && asOf - last.day <= days;
  const isOrdered = orders.immunoglobulin.length > 0 && (isClose || orders.rituximab.length > 0);
  const given = last ? spans.filter(({ from }) => from > last.day && from - last.day <= days) : [];
  return [
    ...(isOrdered ? orders.immunoglobulin : []),
    ...given.map(({ from, reference }) => ({
      label: 'Immunoglobulin',
      value: 'given',
      date: formatRange({ earliest: from, latest: from }),
      reference,
    })),
  ];
}
