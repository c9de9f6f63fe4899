/** Documented intolerance to a drug (ruling 2): an allergy entry that names it, or a reason for stopping. */
import type { Evidence } from '../assessment.js';
import { listOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { namedDrugs } from '../medication/named.js';
import type { JudgedTrial } from '../medication/trials.js';
import { parseFhirDate, formatRange } from '../time.js';
import type { FactContext } from './context.js';

export interface Intolerance {
  readonly agent: string;
  /** False where only text names the drug or the entry is not confirmed: supports, never decides (5.1 rule 5). */
  readonly isFirm: boolean;
  readonly evidence: Evidence;
}

const WEAK: ReadonlySet<unknown> = new Set(['unconfirmed', 'provisional', 'differential']);

const isConfirmed = (resource: JsonObject): boolean =>
  !listOf(resource['verificationStatus'], 'coding').some((coding) => WEAK.has(textOf(coding, 'code')));

function allergiesOf({ record, knowledge, calendar }: FactContext): readonly Intolerance[] {
  return record.allergies.flatMap(({ resource, reference }) => {
    const on = parseFhirDate(resource['recordedDate'], calendar);
    return namedDrugs(knowledge.medications.recognise(resource['code']), knowledge).map(
      ({ drug, recognition, doubt }) => ({
        agent: drug.agent,
        isFirm: doubt === undefined && recognition.by !== 'text' && isConfirmed(resource),
        evidence: {
          label: 'Intolerance',
          value: recognition.text === '' ? drug.title : recognition.text,
          ...(on ? { date: formatRange(on) } : {}),
          reference,
          path: 'AllergyIntolerance.code',
        },
      }),
    );
  });
}

export function intolerancesOf(context: FactContext, trials: readonly JudgedTrial[]): readonly Intolerance[] {
  const stops = trials.flatMap(({ trial, intolerance, intoleranceEvidence: evidence }) =>
    evidence ? [{ agent: trial.agent, isFirm: intolerance === 'met', evidence }] : [],
  );
  return [...allergiesOf(context), ...stops];
}
