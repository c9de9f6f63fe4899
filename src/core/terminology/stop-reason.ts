/** Why a drug was stopped, by the words of the reason; a reason that the text denies is none. */
import { normaliseText } from './text.js';

export type StopReason = 'inadequate' | 'intolerance' | 'other';

interface StopWords {
  readonly inadequate: readonly string[];
  readonly intolerance: readonly string[];
  readonly negations: readonly string[];
  readonly breaks: readonly string[];
}

const CLAUSE_END = /[;,.:|()\n]+/;
/** `no significant side effects`: a negation reaches a few words ahead, inside its clause. */
const REACH = 3;

export function stopReasonReader(words: StopWords): (text: string) => StopReason {
  const negations = new Set(words.negations);
  const breaks = new Set(words.breaks);
  const isDenied = (before: string): boolean => {
    for (const word of before.trim().split(' ').slice(-REACH).toReversed()) {
      if (breaks.has(word)) return false;
      if (negations.has(word)) return true;
    }
    return false;
  };
  const states = (clause: string, stem: string): boolean => {
    for (let at = clause.indexOf(stem); at >= 0; at = clause.indexOf(stem, at + 1))
      if (!isDenied(clause.slice(0, at))) return true;
    return false;
  };
  return (text) => {
    const clauses = text.split(CLAUSE_END).map((clause) => normaliseText(clause));
    const says = (stems: readonly string[]) => stems.some((stem) => clauses.some((clause) => states(clause, stem)));
    if (says(words.intolerance)) return 'intolerance';
    return says(words.inadequate) ? 'inadequate' : 'other';
  };
}
