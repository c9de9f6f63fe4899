/** CH-088 in one place: how long a summary may be, and that it is one sentence. */

/** A summary is shorter than this, counted in UTF-16 code units (stricter than counting characters). */
export const SUMMARY_LIMIT = 140;

/** A full stop, question or exclamation mark, and a capital after it. */
const NEXT_SENTENCE = /[.!?]+\s+(?=\p{Lu})/u;

export function isOneSentence(text: string): boolean {
  return !NEXT_SENTENCE.test(text);
}

/** Sentences joined into one. Never longer than the text given. */
export function asOneSentence(text: string): string {
  return isOneSentence(text) ? text : text.replace(new RegExp(NEXT_SENTENCE, 'gu'), '; ');
}
