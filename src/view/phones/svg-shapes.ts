// Draws the elements of pictures of phones: boxes, lines of text with a given length, and the icons for an app and for a picture.
import { joinMarkup, markup, type Markup } from '../markup.ts';
import { runsOf, type LineRun } from './line-runs.ts';
import type { Face } from './measure-text.ts';
import type { MeasuredLine } from './wrap-measured.ts';

export interface Drawn {
  readonly svg: Markup;
  /** The height in pixels. */
  readonly height: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const families: Readonly<Record<Face['family'], string>> = {
  Inter: "Inter, 'SF Pro Text', -apple-system, system-ui, sans-serif",
  Roboto: 'Roboto, system-ui, sans-serif',
};
const weights: Readonly<Record<Face['family'], Readonly<Record<Face['weight'], number>>>> = {
  Inter: { regular: 400, strong: 600 },
  Roboto: { regular: 400, strong: 500 },
};

export function drawBox({ x, y, width, height }: Box, radius: number, fill: string): Markup {
  return markup`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>\n`;
}

/** `textLength` gives each piece its measured length in whatever font it is shown. */
export function drawLine(line: MeasuredLine, face: Face, at: Omit<Box, 'height'>, fill: string): Markup {
  if (line.width === 0) return markup``;
  const left = line.isRightToLeft ? at.x + at.width - line.width : at.x;
  return joinMarkup(runsOf(line, face).map((run) => drawRun(run, face, { x: left + run.x, y: at.y, fill })));
}

function drawRun(
  { text, width, family, isRightToLeft }: LineRun,
  face: Face,
  { x: left, y, fill }: { readonly x: number; readonly y: number; readonly fill: string },
): Markup {
  if (width === 0) return markup``;
  // Anchored in the middle, since programs differ in which end of right-to-left text is its start.
  const [x, direction] = isRightToLeft
    ? [left + width / 2, markup` direction="rtl" text-anchor="middle"`]
    : [left, undefined];
  const own = families[face.family];
  const fonts = family === undefined ? own : `'${family}', ${own}`;
  const weight =
    weights[family === undefined ? face.family : 'Inter'][family === 'Noto Emoji' ? 'regular' : face.weight];
  return markup`<text x="${round(x)}" y="${round(y)}"${direction} font-family="${fonts}" font-weight="${weight}" font-size="${face.size}" fill="${fill}" textLength="${round(width)}" lengthAdjust="spacingAndGlyphs">${text}</text>\n`;
}

/** Draws lines one below the other. `y` is the baseline of the first. */
export function drawLines(
  lines: readonly MeasuredLine[],
  face: Face,
  at: Omit<Box, 'height'>,
  how: { readonly fill: string; readonly step: number },
): Markup {
  return joinMarkup(lines.map((line, index) => drawLine(line, face, { ...at, y: at.y + index * how.step }, how.fill)));
}

/** Draws a bell, since the app's own icon is not known. */
export function drawAppIcon({ x, y, width, height }: Box, radius: number): Markup {
  const scale = round(width / 24);
  return joinMarkup([
    drawBox({ x, y, width, height }, radius, '#4f46e5'),
    markup`<path transform="translate(${x} ${y}) scale(${scale})" fill="#fff" d="M12 4.5a4.7 4.7 0 0 0-4.7 4.7v3.2L5.8 15.2h12.4l-1.5-2.8V9.2A4.7 4.7 0 0 0 12 4.5zM10.2 16.5a1.8 1.8 0 0 0 3.6 0z"/>\n`,
  ]);
}

/** Draws a placeholder for a picture, which is on the web and is not loaded. */
export function drawPicturePlace({ x, y, width, height }: Box, radius: number): Markup {
  const side = Math.min(width, height) * 0.5;
  const scale = round(side / 24);
  const [left, top] = [round(x + (width - side) / 2), round(y + (height - side) / 2)];
  return joinMarkup([
    drawBox({ x, y, width, height }, radius, '#d5d9e3'),
    markup`<path transform="translate(${left} ${top}) scale(${scale})" fill="#8a93a6" d="M1 21 8.5 8.5l5 7.5 2.5-3.5L23 21zM16.5 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z"/>\n`,
  ]);
}

/** Rounds to a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
