/** Documented intolerance to a drug (ruling 2): an allergy entry that names it, or a reason for stopping. */
import type { Evidence } from '../assessment.js';
import type { JudgedTrial } from '../medication/trials.js';
import { parseFhirDate, formatRange } from '../time.js';
import type { FactContext } from './context.js';

export interface Intolerance {
  readonly agent: string;
  readonly evidence: Evidence;
}

export function intolerancesOf(
  { record, knowledge, calendar }: FactContext,
  trials: readonly JudgedTrial[],
): readonly Intolerance[] {
  const allergies = record.allergies.flatMap(({ resource, reference }) => {
    const result = knowledge.medications.recognise(resource['code']);
    if (result.kind !== 'recognised' || result.recognition.by === 'text') return [];
    const agent = knowledge.medications.drug(result.recognition.drug)?.agent;
    const on = parseFhirDate(resource['recordedDate'], calendar);
    const evidence: Evidence = {
      label: 'Intolerance',
      value: result.recognition.text,
      ...(on ? { date: formatRange(on) } : {}),
      reference,
      path: 'AllergyIntolerance.code',
    };
    return agent === undefined ? [] : [{ agent, evidence }];
  });
  const stops = trials
    .filter(({ isIntolerant }) => isIntolerant)
    .flatMap(({ trial }) => trial.evidence.slice(0, 1).map((evidence) => ({ agent: trial.agent, evidence })));
  return [...allergies, ...stops];
}
