/** Positive, negative or neither, by the words of a result; negatives are tested first (terminology page 5.2). */
import type { QualitativeAnswer } from '../knowledge/compile.js';
import { normaliseText } from './text.js';

interface AnswerWords {
  readonly positive: readonly string[];
  readonly negative: readonly string[];
  readonly undecided: readonly string[];
  /** Words that turn a positive one round: `no`, `not`. */
  readonly negations: readonly string[];
}

const CLAUSE_END = /[;,:|()\n]+|\.(?=\s|$)/;
/** `No hepatitis B surface antigen detected`: so many words may stand between. */
const REACH = 5;

const normalised = (words: readonly string[]): readonly string[] => words.map((word) => normaliseText(word));
/** Takes the phrases out, the longest first, so that `not detected` leaves no `detected` behind. */
const without = (text: string, phrases: readonly string[]): string => {
  let rest = text;
  for (const phrase of phrases) rest = rest.replaceAll(phrase, ' | ');
  return rest;
};

export function answerReader(words: AnswerWords): (text: string) => QualitativeAnswer | undefined {
  const positive = normalised(words.positive);
  const negative = normalised(words.negative).toSorted((a, b) => b.length - a.length);
  const undecided = normalised(words.undecided);
  const negations = new Set(words.negations);
  const isDenied = (before: string): boolean =>
    before
      .trim()
      .split(' ')
      .slice(-REACH)
      .some((word) => negations.has(word));
  const answerOfClause = (clause: string): ReadonlySet<QualitativeAnswer> => {
    const rest = without(clause, negative);
    const found = new Set<QualitativeAnswer>(rest === clause ? [] : ['negative']);
    for (const phrase of positive) {
      const at = rest.indexOf(phrase);
      if (at >= 0) found.add(isDenied(rest.slice(0, at + 1)) ? 'negative' : 'positive');
    }
    return found;
  };
  return (text) => {
    const whole = normaliseText(text);
    if (undecided.some((phrase) => whole.includes(phrase))) return 'undecided';
    const found = new Set(text.split(CLAUSE_END).flatMap((clause) => [...answerOfClause(normaliseText(clause))]));
    // words that say both are those of nobody's result
    return found.size > 1 ? 'undecided' : [...found][0];
  };
}
