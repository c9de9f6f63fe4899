/** The whole decision for one patient on one day: extract facts, assess every criterion, assemble the assessment. Pure. */
import type { Assessment, Coverage, Stage, Verdict } from './assessment.js';
import type { Criterion, PatientFacts } from './criteria/criterion.js';
import { verdictOf } from './criteria/criterion.js';
import { CRITERIA } from './criteria/index.js';
import { SAFETY_CRITERIA } from './criteria/safety.js';
import { activityStatus, measuresOf } from './facts/activity.js';
import { attestationsOf } from './facts/attestations.js';
import { Body } from './facts/body.js';
import type { FactContext } from './facts/context.js';
import { diagnosisOf } from './facts/diagnosis.js';
import { intolerancesOf } from './facts/intolerances.js';
import { Ledger } from './facts/ledger.js';
import { personOf } from './facts/person.js';
import { safetyFindingsOf } from './facts/safety-findings.js';
import { followUpOf } from './follow-up.js';
import { judgeGlucocorticoid } from './glucocorticoid/judge.js';
import type { Knowledge } from './knowledge/compile.js';
import { readTreatments } from './medication/intervals.js';
import type { Treatments } from './medication/intervals.js';
import { TrialJudge } from './medication/trials.js';
import { readDraftOrders } from './orders/draft-orders.js';
import type { DraftOrders } from './orders/draft-orders.js';
import type { Parameters } from './knowledge/parameters.js';
import type { PatientRecord } from './record/record.js';
import { coreSetOf } from './response/core-set.js';
import { rituximabOf } from './rituximab/courses.js';
import { extractSafety } from './safety/extract.js';
import type { SafetyFacts } from './safety/safety-facts.js';
import type { Status } from './status.js';
import { formatDay } from './time.js';
import type { Calendar, Day } from './time.js';

export interface EvaluateInput {
  readonly record: PatientRecord;
  readonly asOf: Day;
  readonly knowledge: Knowledge;
  readonly calendar: Calendar;
  /** What is being ordered now: a Bundle as received. */
  readonly draftOrders?: unknown;
  /** The assessment is made for an infusion on this day. */
  readonly isInfusionDay?: boolean;
  /** No picture is drawn from this assessment: cards show none. */
  readonly isWithoutSeries?: boolean;
  /** Safety rules speak for every patient, not only for those with a myositis (`SAFETY_SCOPE=all-rituximab`). */
  readonly isSafetyForAll?: boolean;
}

const MEDICATION_LOOKUPS = [
  'medicationRequests',
  'medicationAdministrations',
  'medicationStatements',
  'medicationDispenses',
] as const;

/** The medication history is complete only when each part of it could be read. */
function medicationHistoryOf({ looked }: PatientRecord, { nameless }: Treatments): Coverage {
  const parts = MEDICATION_LOOKUPS.map((lookup) => looked[lookup]);
  if (looked.medicationRequests === 'unavailable') return 'unavailable';
  return parts.every((part) => part === 'complete') && nameless.length === 0 ? 'complete' : 'partial';
}

export function evaluate(input: EvaluateInput): Assessment {
  const { record, asOf, knowledge, calendar } = input;
  const ledger = new Ledger(record.notUsed);
  const parameters = knowledge.parametersOn(asOf);
  const context: FactContext = { record, knowledge, parameters, calendar, asOf, ledger };
  const person = personOf(context);
  const diagnosis = diagnosisOf(context, person);
  const base = {
    asOf: formatDay(asOf),
    patient: record.reference,
    knowledge: { version: knowledge.version, digest: knowledge.digest },
    diagnosis: { subtype: diagnosis.subtype, evidence: diagnosis.evidence },
  };
  const body = new Body(context);
  const treatments = readTreatments(context);
  const attested = attestationsOf(context);
  const measures = measuresOf(context);
  const activeDisease = activityStatus(measures, parameters.diseaseActivity);
  const trials = new TrialJudge(context, body, attested.maximumDoseAgents).judgeAll(treatments);
  const glucocorticoid = judgeGlucocorticoid(context, body, treatments, attested, activeDisease === 'met');
  const medicationHistory = medicationHistoryOf(record, treatments);
  const rituximab = rituximabOf(context, body, treatments.intervals);
  const facts: PatientFacts = {
    asOf,
    person,
    diagnosis,
    measures,
    safety: safetyFindingsOf(context),
    trials,
    intolerances: intolerancesOf(context, trials),
    // no allergy on file at all is rarely the same as none (ruling 5)
    allergiesLooked:
      record.allergies.length === 0 && record.looked.allergies === 'complete' ? 'partial' : record.looked.allergies,
    glucocorticoid: glucocorticoid.summary,
    glucocorticoidEvidence: glucocorticoid.evidence,
    glucocorticoidExposure: glucocorticoid.wasExposed
      ? 'met'
      : glucocorticoid.mayBeExposed || medicationHistory !== 'complete'
        ? 'unknown'
        : 'not-met',
    highDoseDays: glucocorticoid.highDoseDays,
    medicationHistory,
    conditionsLooked: record.looked.conditions,
    antibodiesLooked: record.looked.autoantibodies,
    proceduresLooked: record.looked.procedures,
    immunizationsLooked: record.looked.immunizations,
  };
  const { verdicts, statuses } = assessAll(CRITERIA, facts, parameters);
  const statusOf = (id: string): Status => statuses.get(id) ?? 'unknown';
  const isInPopulation = ['adult', 'diagnosis-in-scope'].every((id) => statusOf(id) !== 'not-met');
  const stage = stageOf(diagnosis.subtype === 'none', rituximab.courses.length > 0);
  const isAfter = stage === 'after-rituximab';
  const coreSet = isAfter ? coreSetOf(context) : undefined;
  const safety =
    stage === 'out-of-scope' && input.isSafetyForAll !== true
      ? undefined
      : assessSafety(
          extractSafety({
            context,
            facts,
            body,
            treatments,
            rituximab,
            medicationHistory,
            drafts: draftsOf(input),
            isInfusionDay: input.isInfusionDay === true,
            coreSet,
          }),
          parameters,
        );
  const followUp =
    coreSet && safety
      ? followUpOf({
          context,
          body,
          rituximab,
          treatments,
          trials,
          medicationHistory,
          coreSet,
          safety: safety.facts,
          safetyVerdicts: safety.verdicts,
          isInPopulation,
        })
      : undefined;
  const surface = body.surfaceAt(asOf);
  return {
    ...base,
    stage,
    refractory: {
      strict: statusOf('refractory-disease'),
      extended: statusOf('refractory-extended'),
      mok2007: statusOf('refractory-mok2007'),
    },
    trials: trials.map(({ trial }) => trial),
    glucocorticoid: glucocorticoid.summary,
    activeDisease: statusOf('disease-active'),
    courses: followUp?.courses ?? rituximab.courses.map(({ course }) => course),
    responses: followUp?.responses ?? [],
    repeatCourse: followUp?.repeatCourse,
    series: input.isWithoutSeries === true ? undefined : followUp?.series(),
    bodySurfaceArea: surface,
    verdicts: [...verdicts, ...(safety?.verdicts ?? []), ...(followUp?.verdicts ?? [])].map((verdict) =>
      knowledge.isUnderReview(verdict.cites, asOf) ? { ...verdict, isUnderReview: true } : verdict,
    ),
    dataQuality: ledger.notes,
    notUsed: ledger.notUsed,
    coverage: record.coverage,
    isDeceased: person.isDeceased,
  };
}

const NO_DRAFTS: DraftOrders = [];

function draftsOf({ draftOrders, record, knowledge }: EvaluateInput): DraftOrders {
  return draftOrders === undefined ? NO_DRAFTS : readDraftOrders(draftOrders, record, knowledge);
}

/** Every criterion in its order; later ones may read the status of earlier ones. */
function assessAll<Facts>(
  criteria: readonly Criterion<Facts>[],
  facts: Facts,
  parameters: Parameters,
): { readonly verdicts: readonly Verdict[]; readonly statuses: ReadonlyMap<string, Status> } {
  const verdicts: Verdict[] = [];
  const statuses = new Map<string, Status>();
  for (const criterion of criteria) {
    const verdict = verdictOf(criterion, facts, parameters, statuses);
    verdicts.push(verdict);
    statuses.set(verdict.id, verdict.status);
  }
  return { verdicts, statuses };
}

function assessSafety(
  facts: SafetyFacts,
  parameters: Parameters,
): { readonly facts: SafetyFacts; readonly verdicts: readonly Verdict[] } {
  return { facts, verdicts: assessAll(SAFETY_CRITERIA, facts, parameters).verdicts };
}

function stageOf(isOutOfScope: boolean, hadRituximab: boolean): Stage {
  if (isOutOfScope) return 'out-of-scope';
  return hadRituximab ? 'after-rituximab' : 'before-rituximab';
}
