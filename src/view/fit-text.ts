// Fits text into columns as a terminal shows it: emoji and Chinese are two columns wide. The text must be safe and without colour.
import { textWidth } from './text-width.ts';

/** Created when a text has to be cut for the first time. */
let segmenter: Intl.Segmenter | undefined;

/** Cuts the text to at most `columns`, with an ellipsis if something was cut. */
export function cutText(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  return `${takeStart(text, columns - 1)}…`;
}

/** Returns the first text that fits. The longest comes first; if none fits, the last one is cut. */
export function chooseFitting(columns: number, texts: readonly string[]): string {
  return texts.find((text) => textWidth(text) <= columns) ?? cutText(texts.at(-1) ?? '', columns);
}

/** Returns as much of the start as fits. */
export function takeStart(text: string, columns: number): string {
  return take(graphemes(text), columns).join('');
}

/** Returns as much of the end as fits. */
export function takeEnd(text: string, columns: number): string {
  return take(graphemes(text).toReversed(), columns).toReversed().join('');
}

export function padRight(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

export function padLeft(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - textWidth(text))) + text;
}

// A space between words, but not between a number and its unit.
const wordBreak = /(?<!\d) | (?!(?:s|min|h|d)(?![\p{L}\d]))/v;

/** Addresses, paths, places and options. People copy them, so they must not be broken. */
const oneThing = /[\/\\]|^[!-~]+:[!-~]+$|^--?[a-z]/v;

/** Breaks the text at spaces into lines of at most `columns`. Breaks a word that is longer than a line, but no address, path or option. */
export function wrapText(text: string, columns: number): string[] {
  return wrapWords(text.split(wordBreak), columns);
}

/** Like `wrapText`, for words that may contain spaces, which are only broken if necessary. */
export function wrapWords(words: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, columns);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return [...lines, line];
}

/** Wraps the text after a prefix. The lines after the first are indented by the width of the prefix. */
export function wrapBehind(prefix: string, text: string, columns: number): string[] {
  const indent = ' '.repeat(textWidth(prefix));
  const [first = '', ...rest] = wrapText(text, Math.max(1, columns - indent.length));
  return [prefix + first, ...rest.map((line) => indent + line)];
}

function breakWord(word: string, columns: number): string[] {
  if (oneThing.test(word)) return [word];
  const pieces: string[] = [];
  let rest = word;
  while (textWidth(rest) > columns) {
    // A single character that is wider than the line still needs a line.
    const piece = takeStart(rest, columns) || (graphemes(rest)[0] ?? rest);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

function take(parts: readonly string[], columns: number): string[] {
  const taken: string[] = [];
  let width = 0;
  for (const part of parts) {
    width += textWidth(part);
    if (width > columns) break;
    taken.push(part);
  }
  return taken;
}

function graphemes(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
