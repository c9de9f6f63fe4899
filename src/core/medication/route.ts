/** Whether a treatment is systemic (terminology page 5.4): by coded route, then by words, then by the form of the product. */
import { isObject, listOf, member, textOf } from '../json.js';
import type { Knowledge, RouteKind } from '../knowledge/compile.js';
import type { Drug } from '../knowledge/knowledge.js';
import type { Recognition } from '../terminology/recognition.js';

const BY_SET: readonly (readonly [string, RouteKind])[] = [
  ['route-oral', 'oral'],
  ['route-intravenous', 'intravenous'],
  ['route-other-systemic', 'other-systemic'],
];

/** Route of a dosage by its code, else by its words. */
export function codedRoute(route: unknown, knowledge: Knowledge): RouteKind | undefined {
  for (const coding of listOf(route, 'coding')) {
    const sets: readonly string[] = isObject(coding)
      ? knowledge.codes.setsOf(textOf(coding, 'system'), textOf(coding, 'code'))
      : [];
    const kind = BY_SET.find(([id]) => sets.includes(id));
    if (kind) return kind[1];
  }
  const text = textOf(route, 'text') ?? listOf(route, 'coding').map((coding) => textOf(coding, 'display'))[0];
  return text === undefined ? undefined : knowledge.words.route(text);
}

export function routeOf(
  drug: Drug,
  recognition: Recognition,
  dosages: readonly unknown[],
  knowledge: Knowledge,
): RouteKind | undefined {
  for (const dosage of dosages) {
    const kind = codedRoute(member(dosage, 'route'), knowledge);
    if (kind) return kind;
  }
  if (recognition.form === 'local' || recognition.form === 'depot') return 'local';
  if (recognition.form === 'oral' || recognition.form === 'pack') return 'oral';
  const worded = knowledge.words.route(recognition.text);
  if (worded) return worded;
  // a drug that is mostly used on skin or joints counts only when the record says it was systemic
  return drug.systemicOnlyWhenTold === true ? 'local' : undefined;
}
