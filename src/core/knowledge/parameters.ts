/**
 * Every number that a rule compares with, as dated data: `src/knowledge/parameters/*.yaml`. The schema lists every
 * parameter there is, so a missing, misspelt or mistyped one stops the service at start.
 */
import { z } from 'zod';
import type { Day } from '../time.js';
import { parseDay } from '../time.js';

/** Where a number comes from: a founding paper, a source that was read, one that was not, or a decision of this service. */
const basis = z.enum(['seed', 'verified', 'unverified', 'policy']);
type Basis = z.infer<typeof basis>;

const isoDay = z.string().refine((text) => parseDay(text) !== undefined, 'a calendar date YYYY-MM-DD');

function dated<T extends z.ZodType>(value: T) {
  return z.strictObject({
    title: z.string().min(1),
    unit: z.string().min(1),
    reviewBy: isoDay,
    note: z.string().min(1).optional(),
    values: z
      .array(z.strictObject({ from: isoDay, value, basis, cites: z.array(z.string().min(1)).min(1) }))
      .min(1)
      .refine(
        (values) => values.every((entry, index) => index === 0 || (values[index - 1]?.from ?? '') < entry.from),
        'values in rising order of their dates',
      ),
  });
}

const number = dated(z.number());
const list = dated(z.array(z.number()).min(1));
const names = dated(z.array(z.string().min(1)).min(1));
const text = dated(z.string().min(1));
const table = z.record(z.string(), number);

/** One entry a file in `parameters/`; the file name is the group in kebab-case. */
export const parameterGroups = {
  population: z.strictObject({
    minimumAgeYears: number,
    childbearingFromYears: number,
    childbearingToYears: number,
    pregnancyStaleDays: number,
    pregnancyTestMaximumAgeDays: number,
    malignancyWindowYears: number,
    surgeryDays: number,
    liveVaccineDays: number,
    intravenousAntimicrobialDays: number,
    antimicrobialLongestDays: number,
    encounterDiagnosisCurrentDays: number,
    lactationStaleDays: number,
  }),
  refractoriness: z.strictObject({
    minimumAdequateTrials: number,
    minimumCoveredDays: number,
    toleratedGapDays: number,
    cycleMaximumGapDays: number,
    cycleMinimumCount: number,
    cycleMinimumSpanDays: number,
    cycleLengthDays: number,
    cycleDoseWindowDays: number,
    strictAgents: names,
    extendedAdditionalAgents: names,
    earlierProgrammeAgents: names,
    mokMinimumAgents: number,
    mokMinimumDays: number,
  }),
  exposure: z.strictObject({
    openOrderGraceDays: number,
    renewalToleranceDays: number,
    attestationValidDays: number,
    weightBeforeDays: number,
    weightAfterDays: number,
    weightMedianDays: number,
    weightJumpPercent: number,
    weightJumpDays: number,
    heaviestAssumedKilograms: number,
    lightestAssumedKilograms: number,
    adjustedWeightAboveBodyMassIndex: number,
    adjustedWeightFraction: number,
    idealWeightMaleKilograms: number,
    idealWeightFemaleKilograms: number,
    idealWeightPerInchKilograms: number,
    idealWeightBaseInches: number,
    slipFactor: number,
    disagreementPercent: number,
  }),
  /** Minimum full dose by regimen; keys are those of `drugs.yaml`. */
  fullDose: table,
  /** Highest plausible dose by regimen. */
  plausibleDose: table,
  /** Trough levels that stand for a full dose. */
  troughLevel: table,
  glucocorticoid: z.strictObject({
    seriesDays: number,
    knownWindowDays: number,
    minimumKnownShare: number,
    windowDays: number,
    earlierWindowStartsDaysBefore: number,
    plateauMinimum: number,
    plateauRatio: number,
    reescalationWindowDays: number,
    reescalationMinimum: number,
    reescalationRatio: number,
    reescalationPeakDays: number,
    reescalationPeakRatio: number,
    pulseAfterOralDays: number,
    pulseMinimum: number,
    pulseMaximumDays: number,
    pulseBeforeRituximabDays: number,
    premedicationMaximum: number,
    premedicationWithinDays: number,
    highDosePerKilogram: number,
    highDoseDays: number,
    lowDoseMaximum: number,
    lowDoseDays: number,
    halvedRatio: number,
    slipBelow: number,
    pictureBeforeDays: number,
    pictureMaximumDays: number,
  }),
  /** Multiply milligrams of the drug by this to get milligrams of prednisone; keys are drug ids. */
  prednisoneEquivalent: table,
  diseaseActivity: z.strictObject({
    windowDays: number,
    minimumAbnormal: number,
    mmt8Below: number,
    mmt8BilateralBelow: number,
    mmt24Below: number,
    physicianGlobalFrom: number,
    patientGlobalFrom: number,
    haqDiFrom: number,
    enzymeFromTimesUpperLimit: number,
    extramuscularGlobalFrom: number,
  }),
  rituximab: z.strictObject({
    scheduleADose: number,
    scheduleAInfusions: number,
    scheduleAIntervalDays: number,
    scheduleBDose: number,
    scheduleBInfusions: number,
    scheduleBIntervalDays: number,
    courseWindowDays: number,
    bodySurfaceFormula: text,
    bodySurfaceRecordedMaximumAgeDays: number,
    bodySurfaceRecordedTolerancePercent: number,
    repeatTargetMonths: number,
    repeatWindowBeforeDays: number,
    repeatWindowAfterDays: number,
    minimumRetreatmentDays: number,
    taperStartDay: number,
    scheduleAIntervalFromDays: number,
    scheduleAIntervalToDays: number,
    scheduleBIntervalFromDays: number,
    scheduleBIntervalToDays: number,
    scheduleDoseTolerancePercent: number,
    bodySurfaceFormulasDifferPercent: number,
    plausibleBodySurfaceFrom: number,
    plausibleBodySurfaceTo: number,
    taperTargetMonths: number,
    singleAgentAfterDay: number,
    singleAgents: names,
    ageCutOffYears: number,
  }),
  response: z.strictObject({
    improvedAbovePercent: number,
    worsenedAbovePercent: number,
    minimumImproved: number,
    maximumWorsened: number,
    physicianGlobalFloor: number,
    patientGlobalFloor: number,
    haqDiFloor: number,
    mmt8Ceiling: number,
    earliestVerdictDay: number,
    firstTargetWeek: number,
    secondTargetWeek: number,
    baselineWindowDays: number,
    followUpWindowDays: number,
    coreSetSpanDays: number,
    extramuscularGlobalFloor: number,
    mmt8ImprovedFromZero: number,
  }),
  totalImprovementScore: z.strictObject({
    enzymeRangeCreatineKinase: number,
    enzymeRangeAldolase: number,
    enzymeRangeAst: number,
    enzymeRangeAlt: number,
    enzymeRangeLdh: number,
    minimal: number,
    moderate: number,
    major: number,
    rangeMmt8: number,
    rangeMmt8Bilateral: number,
    rangeMmt24: number,
    rangeVas: number,
    rangeHaqDi: number,
    bandEdges: list,
    bandEdgesMmt8: list,
    pointsMmt8: list,
    pointsPhysicianGlobal: list,
    pointsPatientGlobal: list,
    pointsHaqDi: list,
    pointsMuscleEnzyme: list,
    pointsExtramuscularGlobal: list,
  }),
  safety: z.strictObject({
    hepatitisBMaximumAgeDays: number,
    immunoglobulinConfoundsDays: number,
    iggMild: number,
    iggModerate: number,
    iggSevere: number,
    neutrophilsCaution: number,
    plateletsCaution: number,
    lateNeutropeniaFromDay: number,
    contraceptionMonths: number,
    pneumocystisPrednisoneEquivalent: number,
    iggMaximumAgeDays: number,
    infectionCourseGapDays: number,
    recurrentInfections: number,
    recurrentInfectionMonths: number,
    recurrentInfectionLookBackMonths: number,
    reactionWithinDays: number,
    neutrophilsContraindication: number,
    neutrophilsUrgent: number,
    bloodCountMaximumAgeDays: number,
    antiHbsFrom: number,
    hepatitisBFollowUpDays: number,
    hepatitisBFollowUpMonths: number,
    feverFrom: number,
    feverWithinDays: number,
    neurologicalSymptomMonths: number,
    liveVaccineAfterMonths: number,
    liveVaccineBCellMonths: number,
    influenzaVaccineDays: number,
    cancerScreeningYears: number,
    otherBiologicInfusionDays: number,
    pneumocystisDays: number,
    immunoglobulinAfterDays: number,
    infusionPlannedDays: number,
    infusionOrderOpenDays: number,
    cd4Below: number,
    otherBiologicAgents: names,
    suggestedTests: names,
    trimethoprimInteractingAgents: names,
    premedicationGlucocorticoids: names,
  }),
  monitoring: z.strictObject({
    bloodCountMonths: number,
    immunoglobulinMonths: number,
    visitWeeks: list,
    visitToleranceDays: number,
    reminderMonths: number,
  }),
  alerts: z.strictObject({
    maximumCards: number,
    infoSnoozeDays: number,
    warningSnoozeDays: number,
    responseShownDays: number,
    repeatNoticeDays: number,
  }),
} as const;

/** As read from the files: every parameter with its history. */
export type ParameterTree = z.infer<z.ZodObject<typeof parameterGroups>>;

/** One parameter on one date. */
export interface Parameter<T> {
  readonly value: T;
  readonly unit: string;
  readonly basis: Basis;
  readonly cites: readonly string[];
}

type InForce<T> = T extends { values: readonly { value: infer V }[] }
  ? Parameter<V>
  : { readonly [K in keyof T]: InForce<T[K]> };
/** Every parameter as it stands on one date: `parameters.refractoriness.minimumCoveredDays.value`. */
export type Parameters = InForce<ParameterTree>;

interface History {
  readonly unit: string;
  readonly values: readonly {
    readonly from: string;
    readonly value: unknown;
    readonly basis: Basis;
    readonly cites: readonly string[];
  }[];
}

const isHistory = (node: object): node is History => 'values' in node && Array.isArray(node.values);

function resolve(node: object, iso: string): unknown {
  if (!isHistory(node)) {
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, resolve(child as object, iso)]));
  }
  // before the first date the first value stands: there is no older one to judge by
  const entry = node.values.findLast((candidate) => candidate.from <= iso) ?? node.values[0];
  return { value: entry?.value, unit: node.unit, basis: entry?.basis, cites: entry?.cites };
}

/** The parameters in force on a day (`iso` is `YYYY-MM-DD`). */
export function parametersOn(tree: ParameterTree, iso: string): Parameters {
  return resolve(tree, iso) as Parameters;
}

/** Every day on which some parameter changes, in rising order. */
export function changeDays(tree: ParameterTree): readonly Day[] {
  const days = new Set<Day>();
  const visit = (node: object): void => {
    if (isHistory(node)) {
      for (const entry of node.values) {
        const day = parseDay(entry.from);
        if (day !== undefined) days.add(day);
      }
      return;
    }
    for (const child of Object.values(node)) visit(child as object);
  };
  visit(tree);
  return [...days].toSorted((a, b) => a - b);
}
