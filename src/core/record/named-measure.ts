/**
 * The LOINC wrapper for performance-based measures (terminology page 2, MMT-8): one component names the measure in
 * words, another holds its score. The score then answers for the measure named.
 */
import { listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { CodeIndex, Match } from '../terminology/code-index.js';
import { conceptWords } from '../terminology/concept-label.js';

/** A match and the component that carries it; undefined when the resource itself does. */
export interface PlacedMatch extends Match {
  readonly component?: number;
}

const holding = (placed: readonly PlacedMatch[], id: Match['id']): number | undefined =>
  placed.find((match) => match.id === id)?.component;

export function namedMeasures(
  resource: JsonObject,
  placed: readonly PlacedMatch[],
  codes: CodeIndex,
): readonly PlacedMatch[] {
  const score = holding(placed, 'performance-measure-score');
  const name = holding(placed, 'performance-measure-name');
  if (score === undefined || name === undefined) return [];
  const part = listOf(resource, 'component')[name];
  const words = textOf(part, 'valueString') ?? conceptWords(member(part, 'valueCodeableConcept'));
  return words === undefined ? [] : codes.setsOfText(words).map((id) => ({ id, by: 'code', component: score }));
}
