/** What tests and recorded statuses say of pregnancy, newest first. */
import type { Evidence } from '../assessment.js';
import { isObject, listOf, textOf } from '../json.js';
import { PREGNANCY_TESTS } from '../knowledge/value-set-ids.js';
import { conceptLabel, conceptWords } from '../terminology/concept-label.js';
import { formatRange } from '../time.js';
import type { DayRange } from '../time.js';
import { answersOf, evidenceOfAnswer } from './answers.js';
import type { FactContext } from './context.js';
import { carrierOf, countedEntries } from './readings.js';

export interface PregnancyAnswer {
  readonly isPregnant: boolean;
  readonly on: DayRange;
  readonly evidence: Evidence;
}

function testsOf(context: FactContext): readonly PregnancyAnswer[] {
  const answers = PREGNANCY_TESTS.flatMap((id) => answersOf(context, id));
  return answers.flatMap((one) => {
    if (!one.entry.on || one.answer === 'undecided') return [];
    return [
      { isPregnant: one.answer === 'positive', on: one.entry.on, evidence: evidenceOfAnswer(one, 'Pregnancy test') },
    ];
  });
}

function statusesOf(context: FactContext): readonly PregnancyAnswer[] {
  const { codes } = context.knowledge;
  return countedEntries(context, 'pregnancy-status').flatMap((entry) => {
    const carrier = carrierOf(entry);
    const value = carrier?.value.first(carrier.node);
    const words = conceptWords(value);
    const sets: readonly string[] = [
      ...listOf(value, 'coding').flatMap((coding) =>
        isObject(coding) ? codes.setsOf(textOf(coding, 'system'), textOf(coding, 'code')) : [],
      ),
      ...(words === undefined ? [] : codes.setsOfText(words)),
    ];
    if (!entry.on || (!sets.includes('pregnant') && !sets.includes('not-pregnant'))) return [];
    const evidence: Evidence = {
      label: 'Pregnancy status',
      value: conceptLabel(value),
      date: formatRange(entry.on),
      reference: entry.reference,
      path: 'Observation.value',
    };
    return [{ isPregnant: !sets.includes('not-pregnant'), on: entry.on, evidence }];
  });
}

export function pregnancyAnswersOf(context: FactContext): readonly PregnancyAnswer[] {
  return [...testsOf(context), ...statusesOf(context)].toSorted((a, b) => b.on.latest - a.on.latest);
}
