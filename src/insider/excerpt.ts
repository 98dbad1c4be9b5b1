// Extracts what may be shown of an answer that is not the vendor's: the start of its text, without markup, personal data and the key.
import { isMap } from '../is-map.ts';
import { tryParseJson } from '../try-parse-json.ts';

const longestExcerpt = 200;

/** The first lines of an error page say what it is about. */
const longestRead = 8_000;

/** Replaces what is left out. */
const gap = '…';

/**
 * Returns an excerpt of an answer. The answer may quote the request, also in pieces or encoded. So it leaves out whatever occurs in
 * one of `secrets`, and whatever could be a personal number or address, or encoded text.
 */
export function excerptOf(body: string, secrets: readonly string[]): string {
  const isSecret = wordsIn(secrets);
  const pieces = stripMarkup(body.slice(0, longestRead))
    .split(/\s+/)
    .map((piece) => (isOpaque(piece) ? gap : piece.replaceAll(word, (found) => (isSecret(found) ? gap : found))));
  const shown = pieces.filter((piece, index) => piece !== gap || pieces[index - 1] !== gap).join(' ');
  return Array.from(shown.trim()).slice(0, longestExcerpt).join('');
}

/** Returns all texts in a notification, at any depth. Its keys are the API's and not included. */
export function textsIn(payload: string): readonly string[] {
  const collect = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    if (Array.isArray(value)) return value.flatMap(collect);
    return isMap(value) ? Object.values(value).flatMap(collect) : [];
  };
  return collect(tryParseJson(payload));
}

const word = /[\p{L}\p{N}]+/gu;

/** Removes tags, scripts and comments, even unclosed ones, and everything except letters, digits and printable ASCII. */
function stripMarkup(text: string): string {
  return text
    .replaceAll(/<(script|style)\b[^]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replaceAll(/<!--[^]*?(?:-->|$)/g, ' ')
    .replaceAll(/<[^>]*(?:>|$)/g, ' ')
    .replaceAll(/&nbsp;/gi, ' ')
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\s!-~]/gu, '');
}

/** Matches escapes, entities, percent signs, base64, addresses and long words, which are more likely a key or a token than a word. */
function isOpaque(piece: string): boolean {
  return /[\\%&@=+]|\d{4}|[\p{L}\p{N}_-]{31}/u.test(piece);
}

function wordsIn(secrets: readonly string[]): (found: string) => boolean {
  const all = secrets.map(fold).join('\n');
  const words = new Set(all.match(word));
  // A part of a longer word may be the rest of a truncated quotation.
  return (found) => words.has(fold(found)) || (found.length > 3 && all.includes(fold(found)));
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
