/** Measurements that look like one of the core set and are none: they are listed, so that none is lost in silence (I-2). */
import { isObject, listOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { FactContext } from './context.js';

const REASONS: readonly (readonly [ValueSetId, string])[] = [
  ['measure-ambiguous', 'its name leaves open whether the patient or the physician judged'],
  ['measure-panel', 'a value on the panel of a questionnaire is not its score'],
  ['muscle-strength-0-10', 'another score of strength: not comparable with MMT-8'],
];
const DEEPEST_ITEM = 20;

const hasValue = (resource: JsonObject): boolean => Object.keys(resource).some((key) => key.startsWith('value'));

/** Whether an item, however deep, answers what a questionnaire known here asks. */
function answersKnownItem(node: JsonObject, knowledge: Knowledge, depth = 0): boolean {
  if (depth > DEEPEST_ITEM) return false;
  return listOf(node, 'item').some((item) => {
    if (!isObject(item)) return false;
    const answers = listOf(item, 'answer').filter((answer) => isObject(answer));
    const isKnown = answers.length > 0 && knowledge.codes.setOfLinkId(textOf(item, 'linkId') ?? '') !== undefined;
    return isKnown || [item, ...answers].some((inner) => answersKnownItem(inner, knowledge, depth + 1));
  });
}

export function refuseLookAlikes(context: FactContext): void {
  const { record, knowledge, ledger } = context;
  for (const [id, reason] of REASONS)
    for (const { resource, reference, component } of record.coded.of(id))
      if (component === undefined && hasValue(resource)) ledger.refuse(reference, reason);
  for (const { resource, reference } of record.questionnaires) {
    const canonical = textOf(resource, 'questionnaire');
    if (canonical === undefined || knowledge.isQuestionnaire(canonical)) continue;
    if (answersKnownItem(resource, knowledge))
      ledger.refuse(reference, 'answers of a questionnaire that is not known here');
  }
}
