// What may be shown of an answer that is not the vendor's: the beginning of its text, without markup, people and the key.
import { isRecord } from './identity.ts';
import { parseJson } from './error-body.ts';

const longestExcerpt = 200;

/** An error page says what it is about in its first lines. */
const longestRead = 8_000;

/** Stands for what is left out. */
const gap = '…';

/**
 * An answer may quote the request, also in pieces or encoded. So whatever occurs in one of `secrets` is left out, and so is
 * what could be somebody's number or address, or a text in some encoding.
 */
export function excerptOf(body: string, secrets: readonly string[]): string {
  const isSecret = wordsIn(secrets);
  const pieces = stripMarkup(body.slice(0, longestRead))
    .split(/\s+/)
    .map((piece) => (isOpaque(piece) ? gap : piece.replaceAll(word, (found) => (isSecret(found) ? gap : found))));
  const shown = pieces.filter((piece, index) => piece !== gap || pieces[index - 1] !== gap).join(' ');
  return Array.from(shown.trim()).slice(0, longestExcerpt).join('');
}

/** All texts in a notification, at any depth; its keys are the API's. */
export function textsIn(payload: string): readonly string[] {
  const collect = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    if (Array.isArray(value)) return value.flatMap(collect);
    return isRecord(value) ? Object.values(value).flatMap(collect) : [];
  };
  return collect(parseJson(payload));
}

const word = /[\p{L}\p{N}]+/gu;

/** Without tags, scripts and comments, also those that never end, and without anything but letters, digits and plain ASCII. */
function stripMarkup(text: string): string {
  return text
    .replaceAll(/<(script|style)\b[^]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replaceAll(/<!--[^]*?(?:-->|$)/g, ' ')
    .replaceAll(/<[^>]*(?:>|$)/g, ' ')
    .replaceAll(/&nbsp;/gi, ' ')
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\s!-~]/gu, '');
}

/** Escapes, entities, percent signs, base64, addresses, and long words: a key or a token sooner than a word of any language. */
function isOpaque(piece: string): boolean {
  return /[\\%&@=+]|\d{4}|[\p{L}\p{N}_-]{31}/u.test(piece);
}

function wordsIn(secrets: readonly string[]): (found: string) => boolean {
  const all = secrets.map(fold).join('\n');
  const words = new Set(all.match(word));
  // A part of a longer word is what is left of a quotation that was cut off.
  return (found) => words.has(fold(found)) || (found.length > 3 && all.includes(fold(found)));
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
