/** Reactions to rituximab by grade (S-14, AMB-21): allergies, adverse events, infusions that were stopped for one. */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Interval } from '../medication/interval.js';
import { relativeReference } from '../record/reference.js';
import { conceptLabel } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { Infusion } from '../rituximab/infusion.js';

export type Grade = 'severe' | 'moderate' | 'mild' | 'ungraded';

export interface Reaction {
  readonly grade: Grade;
  /** False where text alone, or nearness in time alone, links it to rituximab. */
  readonly isFirm: boolean;
  readonly evidence: Evidence;
}

const GRADES: readonly Grade[] = ['severe', 'moderate', 'mild'];
const gradeOf = (text: string | undefined): Grade => GRADES.find((grade) => grade === text) ?? 'ungraded';
const worst = (grades: readonly Grade[]): Grade => GRADES.find((grade) => grades.includes(grade)) ?? 'ungraded';

/** Whether a concept names rituximab, and whether a code does. */
function namesRituximab({ knowledge }: FactContext, concept: unknown): 'by-code' | 'by-text' | undefined {
  const result = knowledge.medications.recognise(concept);
  if (result.kind !== 'recognised' && result.kind !== 'unmapped-product') return undefined;
  if (knowledge.medications.drug(result.recognition.drug)?.role !== 'rituximab') return undefined;
  return result.recognition.by === 'text' ? 'by-text' : 'by-code';
}

function isAnaphylaxis({ knowledge }: FactContext, concept: unknown): boolean {
  return knowledge.codes.matchCodeOrWords(concept).some(({ id }) => id === 'anaphylaxis');
}

function allergies(context: FactContext): readonly Reaction[] {
  const murine = new Set(context.record.coded.of('murine-protein').map(({ reference }) => reference));
  return context.record.allergies.flatMap(({ resource, reference }): readonly Reaction[] => {
    const reactions = listOf(resource, 'reaction');
    const concepts = [resource['code'], ...reactions.map((reaction) => member(reaction, 'substance'))];
    const named = concepts.map((concept) => namesRituximab(context, concept)).filter((one) => one !== undefined);
    if (named.length === 0 && !murine.has(reference)) return [];
    const grades = reactions.flatMap((reaction) => [
      gradeOf(textOf(reaction, 'severity')),
      ...listOf(reaction, 'manifestation').map((one) => (isAnaphylaxis(context, one) ? 'severe' : 'ungraded')),
    ]) satisfies readonly Grade[];
    const grade = resource['criticality'] === 'high' ? 'severe' : worst(grades);
    const on = parseFhirDate(resource['onsetDateTime'] ?? resource['recordedDate'], context.calendar);
    return [
      {
        grade,
        isFirm: named.includes('by-code'),
        evidence: {
          label: 'Allergy or intolerance',
          value: `${conceptLabel(resource['code']) || 'rituximab'}, ${grade}`,
          ...(on ? { date: formatRange(on) } : {}),
          reference,
          path: 'AllergyIntolerance.reaction',
        },
      },
    ];
  });
}

function adverseEvents(context: FactContext, infusions: readonly Infusion[]): readonly Reaction[] {
  const own = new Set(infusions.flatMap(({ references }) => references));
  return context.record.adverseEvents.flatMap(({ resource, reference }): readonly Reaction[] => {
    if (resource['actuality'] === 'potential') return [];
    const suspects = listOf(resource, 'suspectEntity').map((entity) => member(entity, 'instance'));
    const isLinked = suspects.some((one) => {
      const name = textOf(one, 'reference');
      return name !== undefined && own.has(relativeReference(name) ?? name);
    });
    const isNamed = suspects.some(
      (one) => namesRituximab(context, { text: textOf(one, 'display') ?? '' }) !== undefined,
    );
    if (!isLinked && !isNamed) return [];
    const severity = listOf(resource['severity'], 'coding').map((coding) => gradeOf(textOf(coding, 'code')));
    const grade = isAnaphylaxis(context, resource['event']) ? 'severe' : worst(severity);
    const on = parseFhirDate(resource['date'], context.calendar);
    return [{ grade, isFirm: isLinked, evidence: eventEvidence(resource, reference, grade, on && formatRange(on)) }];
  });
}

function eventEvidence(resource: JsonObject, reference: string, grade: Grade, date: string | undefined): Evidence {
  return {
    label: 'Adverse event',
    value: `${textOf(resource['event'], 'text') ?? 'reaction'}, ${grade}`,
    ...(date === undefined ? {} : { date }),
    reference,
    path: 'AdverseEvent.event',
  };
}

function stoppedInfusions(intervals: readonly Interval[]): readonly Reaction[] {
  return intervals
    .filter(
      ({ drug, source, stopReason }) =>
        drug.role === 'rituximab' && source === 'MedicationAdministration' && stopReason === 'intolerance',
    )
    .map(({ reference, start }) => ({
      grade: 'ungraded',
      isFirm: true,
      evidence: {
        label: 'Infusion stopped',
        value: 'reason of intolerance',
        date: formatRange(start),
        reference,
        path: 'MedicationAdministration.statusReason',
      },
    }));
}

/** The codes of a drug reaction do not name the drug: on the day of an infusion they point to it. */
function nearInfusions(context: FactContext, infusions: readonly Infusion[]): readonly Reaction[] {
  const days = context.parameters.safety.reactionWithinDays.value;
  return conditionsIn(context, ['drug-hypersensitivity', 'anaphylaxis'])
    .filter(({ entry: { on } }) =>
      infusions.some(({ day }) => on !== undefined && on.latest >= day && on.earliest <= day + days),
    )
    .map((one) => ({ grade: 'ungraded', isFirm: false, evidence: evidenceOfCondition(one) }));
}

export function reactionsOf(
  context: FactContext,
  intervals: readonly Interval[],
  infusions: readonly Infusion[],
): readonly Reaction[] {
  return [
    ...allergies(context),
    ...adverseEvents(context, infusions),
    ...stoppedInfusions(intervals),
    ...nearInfusions(context, infusions),
  ];
}
