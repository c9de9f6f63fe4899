/** What the chart holds of infection, surgery, vaccines, pregnancy and cancer (facts of … R-17). */
import type { Evidence } from '../assessment.js';
import { isObject, listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { INFECTION_SETS } from '../knowledge/value-set-ids.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { DayRange } from '../time.js';
import type { FactContext } from './context.js';
import { answersOf, evidenceOfAnswer } from './answers.js';
import { conditionsIn } from './conditions.js';
import type { ConditionFact } from './conditions.js';
import { countedEntries, carrierOf } from './readings.js';

interface Finding {
  readonly evidence: Evidence;
  readonly on: DayRange | undefined;
  /** False where code or text leaves open whether it is what it looks like. */
  readonly isFirm: boolean;
}

export interface SafetyFindings {
  readonly infections: readonly ConditionFact[];
  readonly severeInfections: readonly Finding[];
  readonly antimicrobials: readonly Finding[];
  readonly surgery: readonly Finding[];
  readonly liveVaccines: readonly Finding[];
  readonly hasImmunizations: boolean;
  readonly malignancies: readonly ConditionFact[];
  readonly pregnancies: readonly ConditionFact[];
  readonly lactations: readonly ConditionFact[];
  readonly pregnancyAnswers: readonly {
    readonly isPregnant: boolean;
    readonly on: DayRange;
    readonly evidence: Evidence;
    readonly isTest: boolean;
  }[];
}

const displayOf = (concept: unknown): string =>
  textOf(concept, 'text') ?? listOf(concept, 'coding').map((one) => textOf(one, 'display'))[0] ?? '';

function setsOfConcept(context: FactContext, concept: unknown): readonly string[] {
  return listOf(concept, 'coding').flatMap((coding) =>
    isObject(coding) ? context.knowledge.codes.setsOf(textOf(coding, 'system'), textOf(coding, 'code')) : [],
  );
}

function finding(label: string, on: DayRange | undefined, reference: string, path: string, isFirm = true): Finding {
  return { evidence: { label, value: label, ...(on ? { date: formatRange(on) } : {}), reference, path }, on, isFirm };
}

const ADMITTED: readonly unknown[] = ['IMP', 'ACUTE', 'NONAC'];

/** Admissions for an infection that are not over. */
function severeInfections(context: FactContext): readonly Finding[] {
  const infections: readonly string[] = INFECTION_SETS;
  return context.record.encounters.flatMap(({ resource, reference }) => {
    const period = resource['period'];
    const start = parseFhirDate(member(period, 'start'), context.calendar);
    const end = parseFhirDate(member(period, 'end'), context.calendar);
    const isOpen =
      resource['status'] === 'in-progress' ||
      (start !== undefined &&
        start.earliest <= context.asOf &&
        (end === undefined ? resource['status'] !== 'finished' : end.latest >= context.asOf));
    if (!isOpen || !ADMITTED.includes(textOf(resource['class'], 'code'))) return [];
    const reason = listOf(resource, 'reasonCode').find((concept) =>
      setsOfConcept(context, concept).some((id) => infections.includes(id)),
    );
    return reason === undefined ? [] : [finding(displayOf(reason), start, reference, 'Encounter.reasonCode')];
  });
}

/** Antimicrobials running now, or given into a vein within the last days. */
function antimicrobials(context: FactContext): readonly Finding[] {
  const { record, asOf, calendar, parameters } = context;
  return record.medications.flatMap(({ resource, reference, type }) => {
    const concept = resource['medicationCodeableConcept'];
    if (!setsOfConcept(context, concept).includes('systemic-antimicrobial')) return [];
    const name = displayOf(concept);
    if (type === 'MedicationAdministration') {
      const on =
        parseFhirDate(resource['effectiveDateTime'], calendar) ??
        parseFhirDate(member(resource['effectivePeriod'], 'start'), calendar);
      const isRecent =
        on !== undefined &&
        on.earliest <= asOf &&
        on.latest >= asOf - parameters.population.intravenousAntimicrobialDays.value;
      const isIntravenous = setsOfConcept(context, member(resource['dosage'], 'route')).includes('route-intravenous');
      return isRecent && isIntravenous
        ? [finding(`${name} (IV)`, on, reference, 'MedicationAdministration.medication')]
        : [];
    }
    const on = parseFhirDate(resource['authoredOn'] ?? member(resource['effectivePeriod'], 'start'), calendar);
    return resource['status'] === 'active' && isRunning(resource, context)
      ? [finding(name, on, reference, `${type}.medication`)]
      : [];
  });
}

/** Whether an active order's own bounds, where it has any, hold the day of assessment. */
function isRunning(resource: JsonObject, { calendar, asOf }: FactContext): boolean {
  const bounds = listOf(resource, 'dosageInstruction').map((dosage) =>
    member(member(member(dosage, 'timing'), 'repeat'), 'boundsPeriod'),
  );
  const end = parseFhirDate(member(bounds[0] ?? resource['effectivePeriod'], 'end'), calendar);
  return end === undefined || end.latest >= asOf;
}

const ICD_10_PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';

/** Procedures that may have been major surgery: "major" is not codable, so none of them is firm. */
function surgery(context: FactContext): readonly Finding[] {
  const { record, asOf, calendar, parameters, knowledge } = context;
  return record.procedures.flatMap(({ resource, reference }) => {
    if (resource['status'] !== 'completed') return [];
    const performed =
      parseFhirDate(resource['performedDateTime'], calendar) ??
      parseFhirDate(member(resource['performedPeriod'], 'start'), calendar);
    if (!performed || performed.earliest > asOf || performed.latest < asOf - parameters.population.surgeryDays.value)
      return [];
    const isSurgical =
      setsOfConcept(context, resource['category']).includes('surgical-procedure') ||
      setsOfConcept(context, resource['code']).includes('surgical-procedure') ||
      listOf(resource['code'], 'coding').some(
        (coding) => textOf(coding, 'system') === ICD_10_PCS && textOf(coding, 'code')?.startsWith('0') === true,
      );
    const name = displayOf(resource['code']);
    return isSurgical && !knowledge.words.isNotSurgery(name)
      ? [finding(name, performed, reference, 'Procedure.code', false)]
      : [];
  });
}

function liveVaccines(context: FactContext): readonly Finding[] {
  const { record, asOf, parameters } = context;
  const from = asOf - parameters.population.liveVaccineDays.value;
  const of = (id: 'live-vaccine' | 'live-vaccine-to-confirm', isFirm: boolean): readonly Finding[] =>
    record.coded.of(id).flatMap(({ resource, reference, by, on }) => {
      if (resource['resourceType'] !== 'Immunization' || resource['status'] !== 'completed') return [];
      if (on && (on.latest < from || on.earliest > asOf)) return [];
      const isSure = isFirm && by === 'code' && on !== undefined && on.earliest >= from && on.latest <= asOf;
      return on === undefined && !isFirm
        ? []
        : [finding(displayOf(resource['vaccineCode']), on, reference, 'Immunization.vaccineCode', isSure)];
    });
  return [...of('live-vaccine', true), ...of('live-vaccine-to-confirm', false)];
}

function pregnancyAnswers(context: FactContext): SafetyFindings['pregnancyAnswers'] {
  const tests = answersOf(context, 'pregnancy-test-qualitative').flatMap((one) =>
    one.entry.on && one.answer !== 'undecided'
      ? [
          {
            isPregnant: one.answer === 'positive',
            on: one.entry.on,
            evidence: evidenceOfAnswer(one, 'Pregnancy test'),
            isTest: true,
          },
        ]
      : [],
  );
  const statuses = countedEntries(context, 'pregnancy-status').flatMap((entry) => {
    const carrier = carrierOf(entry);
    const value = carrier?.value.first(carrier.node);
    const text = displayOf(value);
    const sets = [...setsOfConcept(context, value), ...(text === '' ? [] : context.knowledge.codes.setsOfText(text))];
    if (!entry.on || (!sets.includes('pregnant') && !sets.includes('not-pregnant'))) return [];
    const isPregnant = !sets.includes('not-pregnant');
    const evidence: Evidence = {
      label: 'Pregnancy status',
      value: text,
      date: formatRange(entry.on),
      reference: entry.reference,
      path: 'Observation.value',
    };
    return [{ isPregnant, on: entry.on, evidence, isTest: false }];
  });
  return [...tests, ...statuses].toSorted((a, b) => b.on.latest - a.on.latest);
}

export function safetyFindingsOf(context: FactContext): SafetyFindings {
  const current = (facts: readonly ConditionFact[]) => facts.filter(({ isCurrent }) => isCurrent);
  return {
    infections: current(conditionsIn(context, INFECTION_SETS)),
    severeInfections: severeInfections(context),
    antimicrobials: antimicrobials(context),
    surgery: surgery(context),
    liveVaccines: liveVaccines(context),
    hasImmunizations: context.record.immunizations.length > 0,
    malignancies: conditionsIn(context, ['malignancy']),
    pregnancies: current(conditionsIn(context, ['pregnancy'])),
    lactations: current(conditionsIn(context, ['lactation'])),
    pregnancyAnswers: pregnancyAnswers(context),
  };
}
