/**
 * Text of unknown origin made safe for GitHub-Flavored Markdown (CH-089, CH-090). Some clients render raw HTML and
 * turn bare addresses into links, so what comes out shows every visible character and does nothing.
 */

/** Controls, halves of characters, and format characters: joiners and marks of direction could hide or disguise text. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Invisible and without width: breaks `http://`, `www.` and `a@b` apart, which an entity would not. */
const WORD_JOINER = '\u2060';

/** One line: white space becomes single blanks, invisible characters go. */
export function plainLine(text: string): string {
  return text
    .replace(/[\s\u0085\u2028\u2029]+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Most text has nothing to escape: plain words and numbers, single blanks, no list marker at the start. */
const PLAIN = /^(?!\d{1,9}[.)](?: |$))[A-Za-z0-9(](?:[A-Za-z0-9,;()%/'.×–]|[ -](?! |$))*$/;

/** Escapes text for a place inside a line, a list item or a table cell. The result holds no line break. */
export function escapeMarkdown(text: string): string {
  if (PLAIN.test(text) && !/www/i.test(text)) return text;
  return plainLine(text)
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? '')
    .replace(/[\\`*_{}[\]#!|~$^]/g, String.raw`\$&`)
    .replace(/:(?=\/\/)/g, `:${WORD_JOINER}`)
    .replace(/(mailto|xmpp):/gi, `$1:${WORD_JOINER}`)
    .replace(/(www)(?=\.)/gi, `$1${WORD_JOINER}`)
    .replaceAll('@', `@${WORD_JOINER}`)
    .replace(/^[-+=:]/, String.raw`\$&`)
    .replace(/^(\d{1,9})([.)])(?= |$)/, String.raw`$1\$2`);
}
