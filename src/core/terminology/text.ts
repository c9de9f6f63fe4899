/** Free text as words: how displays and texts of an EHR are compared with synonyms (terminology page 5.1 rule 5). */

/** Text without diacritics to take off, as most is. */
const ASCII = /^[ -~]*$/;
const MARKS = /\p{M}+/gu;
const NOT_WORDS = /[^\p{L}\p{N}.%+/]+/gu;
const DOT_AT_END = /\.(?=\s|$)/gu;

/** Lower case, no diacritics, no punctuation, single spaces, one space at each end: ` anti jo 1 `. */
export function normaliseText(text: string): string {
  const plain = ASCII.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return ` ${plain.replace(NOT_WORDS, ' ').replace(DOT_AT_END, ' ').trim()} `;
}

export interface Phrase<T> {
  readonly phrase: string;
  readonly means: T;
}

/** Finds phrases in text by their first word, so that the cost follows the length of the text, not of the list. */
export class PhraseIndex<T> {
  readonly #byFirstWord = new Map<string, Phrase<T>[]>();

  constructor(entries: Iterable<{ readonly text: string; readonly means: T }>) {
    for (const { text, means } of entries) {
      const phrase = normaliseText(text);
      const first = phrase.slice(1, phrase.indexOf(' ', 1));
      if (first === '') continue;
      const list = this.#byFirstWord.get(first);
      if (list) list.push({ phrase, means });
      else this.#byFirstWord.set(first, [{ phrase, means }]);
    }
  }

  /** Every phrase in a normalised text, as whole words. */
  findAll(normalised: string): readonly Phrase<T>[] {
    const found: Phrase<T>[] = [];
    for (
      let start = 0, end = normalised.indexOf(' ', 1);
      end > 0;
      start = end, end = normalised.indexOf(' ', end + 1)
    ) {
      const candidates = this.#byFirstWord.get(normalised.slice(start + 1, end));
      if (!candidates) continue;
      for (const candidate of candidates) if (normalised.startsWith(candidate.phrase, start)) found.push(candidate);
    }
    return found;
  }
}

/** Whether a normalised text holds one of the normalised phrases as whole words. */
export function holdsAny(normalised: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => normalised.includes(phrase));
}
