// Splits a line into pieces of one font each, from left to right: programs that draw pictures do not switch fonts within a text.
import { splitCharacters } from './cut-characters.ts';
import { measureText, type Face } from './measure-text.ts';
import { scriptFontOf, type ScriptFamily } from './script-fonts.ts';
import type { MeasuredLine } from './wrap-measured.ts';

export interface LineRun {
  readonly text: string;
  /** The font for the script, if the line's own font does not have it. */
  readonly family: ScriptFamily | undefined;
  /** Pixels from the left end of the line, and the width in pixels. */
  readonly x: number;
  readonly width: number;
  readonly isRightToLeft: boolean;
}

type Direction = 'left' | 'right' | 'none';

interface Piece {
  readonly text: string;
  readonly family: ScriptFamily | undefined;
  readonly direction: Direction;
}

const kana = /[\u3040-\u30FF\uFF66-\uFF9F]/v;

export function runsOf(line: MeasuredLine, face: Face): LineRun[] {
  const characters = splitCharacters(line.text);
  const fonts = characters.map(scriptFontOf);
  if (fonts.every((font) => font === undefined)) return [{ ...line, family: undefined, x: 0 }];
  const isJapanese = kana.test(line.text);
  const pieces = characters.map((text, index): Piece => {
    const family = fonts[index]?.family;
    return {
      text,
      family: isJapanese && family === 'Noto Sans SC' ? 'Noto Sans JP' : family,
      direction: directionOf(text, fonts[index]?.isRightToLeft ?? false),
    };
  });
  const paragraph = line.isRightToLeft ? 'left' : 'right';
  const resolved = resolveSpaces(resolveDirections(pieces, paragraph));
  const ordered = orderForEyes(joinPieces(resolved), paragraph);
  return placeRuns(ordered, face);
}

/** `right` is the direction of Latin text, which runs to the right. */
function directionOf(text: string, isRightToLeft: boolean): Direction {
  if (isRightToLeft) return 'left';
  return /^[\p{L}\p{N}\p{Sc}%]/v.test(text) ? 'right' : 'none';
}

/** A piece without a direction takes that of both its neighbours if they agree, otherwise that of the paragraph. */
function resolveDirections(pieces: readonly Piece[], paragraph: Direction): Piece[] {
  return pieces.map((piece, index) => {
    if (piece.direction !== 'none') return piece;
    const before = pieces.slice(0, index).findLast(({ direction }) => direction !== 'none')?.direction ?? paragraph;
    const after = pieces.slice(index + 1).find(({ direction }) => direction !== 'none')?.direction ?? paragraph;
    return { ...piece, direction: before === after ? before : paragraph };
  });
}

/** A space between two words of the same script takes the font of that script. */
function resolveSpaces(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, index) => {
    const family = pieces[index - 1]?.family;
    return piece.text === ' ' && family === pieces[index + 1]?.family ? { ...piece, family } : piece;
  });
}

function joinPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && last.family === piece.family && last.direction === piece.direction) {
      joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    } else joined.push(piece);
  }
  return joined;
}

/** Orders the pieces from left to right. Pieces that run against the paragraph keep their own order among themselves. */
function orderForEyes(pieces: readonly Piece[], paragraph: Direction): Piece[] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last?.[0]?.direction === piece.direction) last.push(piece);
    else groups.push([piece]);
  }
  const turned = groups.map((group) => (group[0]?.direction === 'left' ? group.toReversed() : group));
  return (paragraph === 'left' ? turned.toReversed() : turned).flat();
}

/** Spaces at the ends of a text are not drawn, so it begins after them. */
function placeRuns(pieces: readonly Piece[], face: Face): LineRun[] {
  let x = 0;
  return pieces.flatMap(({ text, family, direction }) => {
    const whole = measureText(text, face);
    const isRightToLeft = direction === 'left';
    const before = whole - measureText(isRightToLeft ? text.trimEnd() : text.trimStart(), face);
    const shown = text.trim();
    const run = { text: shown, family, x: x + before, width: measureText(shown, face), isRightToLeft };
    x += whole;
    return shown === '' ? [] : [run];
  });
}
