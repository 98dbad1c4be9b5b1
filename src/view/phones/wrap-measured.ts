// Wraps a text into lines of a picture, between words, and cuts it with three dots if it does not fit.
import { showHidden } from '../markup.ts';
import { splitCharacters } from './cut-characters.ts';
import { measureText, type Face } from './measure-text.ts';

export interface MeasuredLine {
  readonly text: string;
  /** The width in pixels. */
  readonly width: number;
  readonly isRightToLeft: boolean;
}

export interface LineRoom {
  readonly face: Face;
  /** The width in pixels. */
  readonly width: number;
  readonly most: number;
}

/** The most UTF-16 units to measure. Longer texts are cut anyway, and measuring them would take long. */
const longestMeasured = 1_000;

// Chinese and Japanese have no spaces. Their lines break after any character, but not before a full stop, a comma or a closing bracket.
const piece =
  /[\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFFEF][\u3001\u3002\u300B\u300D\u300F\u3011\u30FC\uFF01\uFF09\uFF0C\uFF0E\uFF1F]*\s*|[^\s\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFFEF]+\s*|\s+/gv;

export function wrapMeasured(text: string, { face, width, most }: LineRoom): MeasuredLine[] {
  const isRightToLeft = readsRightToLeft(text);
  const all = text
    .slice(0, longestMeasured)
    .split(/\r?\n/v)
    .flatMap((paragraph) => wrapParagraph(showHidden(paragraph), face, width));
  const isCut = all.length > most || text.length > longestMeasured;
  const lines = all.slice(0, most);
  if (isCut) lines[lines.length - 1] = endWithDots(lines.at(-1) ?? '', face, width);
  return lines.map((line) => ({ text: line, width: measureText(line, face), isRightToLeft }));
}

/** Decides by the first letter, as phones do. */
function readsRightToLeft(text: string): boolean {
  const first = /\p{L}/v.exec(text)?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/v.test(first);
}

function wrapParagraph(text: string, face: Face, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const [word] of text.matchAll(piece)) {
    const [visible, whole] = [measureText(word.trimEnd(), face), measureText(word, face)];
    if (used + visible <= width) {
      line += word;
      used += whole;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const parts = visible <= width ? [word] : breakWord(word, face, width);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
    used = measureText(line, face);
  }
  return [...lines, line.trimEnd()];
}

/** Breaks a word that is longer than a line. */
function breakWord(word: string, face: Face, width: number): string[] {
  const parts = [''];
  let used = 0;
  for (const character of splitCharacters(word)) {
    const wide = measureText(character, face);
    if (parts.at(-1) !== '' && used + wide > width) {
      parts.push(character);
      used = wide;
    } else {
      parts[parts.length - 1] += character;
      used += wide;
    }
  }
  return parts;
}

function endWithDots(line: string, face: Face, width: number): string {
  const characters = splitCharacters(line);
  let left = width - measureText('…', face);
  const shown = characters.findIndex((character) => (left -= measureText(character, face)) < 0);
  return `${characters
    .slice(0, shown === -1 ? characters.length : shown)
    .join('')
    .trimEnd()}…`;
}
