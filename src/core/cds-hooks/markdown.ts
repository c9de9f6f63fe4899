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

/** Characters that mean nothing in Markdown wherever they stand, once the start of the text is looked at. */
const INERT = inertCharacters(`abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,;()%/'".?×–≥≤µ²`);
/** These join words (`anti-Jo-1`, `a = b`); at the start they could make a list. */
const INERT_INSIDE = inertCharacters('-+=');
const BLANK = 32;
const COLON = 58;

function inertCharacters(characters: string): Uint8Array {
  const table = new Uint8Array(0x2300);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

/** Most text has nothing to escape: plain words and numbers, single blanks, no list marker at the start. */
function isPlain(text: string): boolean {
  if (INERT[text.charCodeAt(0)] !== 1) return false;
  for (let index = 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (INERT[code] === 1 || INERT_INSIDE[code] === 1) continue;
    const next = text.charCodeAt(index + 1);
    // a single blank inside, or a colon before one: an address has none after its colon
    const isPlainBlank = code === BLANK && next !== BLANK && !Number.isNaN(next);
    if (!isPlainBlank && !(code === COLON && next === BLANK)) return false;
  }
  return !NUMBERED.test(text) && !LINKED.test(text);
}
const NUMBERED = /^\d{1,9}[.)](?: |$)/;
const LINKED = /www|mailto|xmpp/i;

/** Escapes text for a place inside a line, a list item or a table cell. The result holds no line break. */
export function escapeMarkdown(text: string): string {
  if (isPlain(text)) return text;
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
