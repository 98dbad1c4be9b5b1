// A text as lines of a picture: broken where words end, cut with three dots where there is no more room.
import { showHidden } from '../markup.ts';
import { splitCharacters } from './cut-characters.ts';
import { measureText, type Face } from './measure-text.ts';

export interface MeasuredLine {
  readonly text: string;
  /** Pixels. */
  readonly width: number;
  readonly isRightToLeft: boolean;
}

export interface LineRoom {
  readonly face: Face;
  /** Pixels. */
  readonly width: number;
  readonly most: number;
}

/** Longer texts are cut anyway, and would take long to measure. */
const longestMeasured = 1_000;

// Chinese and Japanese have no spaces, and break after any character.
const piece =
  /[\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFFEF]\s*|[^\s\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFFEF]+\s*|\s+/gv;

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

/** By its first letter, as phones decide it. */
export function readsRightToLeft(text: string): boolean {
  const first = /\p{L}/v.exec(text)?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/v.test(first);
}

function wrapParagraph(text: string, face: Face, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [word] of text.matchAll(piece)) {
    if (measureText((line + word).trimEnd(), face) <= width) {
      line += word;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const parts = breakWord(word, face, width);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  return [...lines, line.trimEnd()];
}

/** One that is longer than a line. */
function breakWord(word: string, face: Face, width: number): string[] {
  const parts = [''];
  for (const character of splitCharacters(word)) {
    const longer = (parts.at(-1) ?? '') + character;
    if (parts.at(-1) !== '' && measureText(longer.trimEnd(), face) > width) parts.push(character);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}

function endWithDots(line: string, face: Face, width: number): string {
  const characters = splitCharacters(line);
  while (characters.length > 0 && measureText(`${characters.join('').trimEnd()}…`, face) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
