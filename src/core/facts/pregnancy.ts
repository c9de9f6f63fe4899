/** What tests and recorded statuses say of pregnancy, newest first. */
import type { Evidence } from '../assessment.js';
import { isObject, listOf, textOf } from '../json.js';
import { PREGNANCY_TESTS } from '../knowledge/value-set-ids.js';
import { readQuantity } from '../quantity.js';
import type { CodedEntry } from '../record/record.js';
import { conceptLabel, conceptWords } from '../terminology/concept-label.js';
import { formatRange } from '../time.js';
import type { DayRange } from '../time.js';
import { answersOf, evidenceOfAnswer } from './answers.js';
import type { FactContext } from './context.js';
import { carrierOf, countedEntries } from './readings.js';

export interface PregnancyAnswer {
  /** `unclear`: a result is on file and does not say which, as a number without a range. */
  readonly says: 'pregnant' | 'not pregnant' | 'unclear';
  readonly by: 'test' | 'status';
  readonly on: DayRange;
  readonly evidence: Evidence;
}

const OF_TEST = { positive: 'pregnant', negative: 'not pregnant', undecided: 'unclear' } as const;

function testsOf(context: FactContext): readonly PregnancyAnswer[] {
  const answers = PREGNANCY_TESTS.flatMap((id) => answersOf(context, id));
  return answers.flatMap((one): readonly PregnancyAnswer[] => {
    const { on, reference } = one.entry;
    if (!on) return [];
    const says = OF_TEST[one.answer];
    const evidence = evidenceOfAnswer(one, 'Pregnancy test');
    if (says !== 'unclear') return [{ says, by: 'test', on, evidence }];
    context.ledger.refuse(reference, 'pregnancy test that cannot be read as positive or negative');
    return [{ says, by: 'test', on, evidence: { ...evidence, value: writtenValue(one.entry) ?? evidence.value } }];
  });
}

/** The result as it stands, where nobody could tell what it means. */
function writtenValue(entry: CodedEntry): string | undefined {
  const carrier = carrierOf(entry);
  const value = carrier?.value.first(carrier.node);
  const quantity = readQuantity(value);
  if (quantity) return `${quantity.comparator ?? ''}${quantity.value} ${quantity.unit ?? ''}`.trim();
  return typeof value === 'string' ? value : conceptWords(value);
}

function statusesOf(context: FactContext): readonly PregnancyAnswer[] {
  const { codes } = context.knowledge;
  return countedEntries(context, 'pregnancy-status').flatMap((entry): readonly PregnancyAnswer[] => {
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
    const says = sets.includes('not-pregnant') ? 'not pregnant' : 'pregnant';
    return [{ says, by: 'status', on: entry.on, evidence }];
  });
}

export function pregnancyAnswersOf(context: FactContext): readonly PregnancyAnswer[] {
  return [...testsOf(context), ...statusesOf(context)].toSorted((a, b) => b.on.latest - a.on.latest);
}
