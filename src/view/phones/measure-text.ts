// Measures how wide a text is in a picture, by the widths of an open font, independent of the fonts on the machine that shows it.
import { splitCharacters } from './cut-characters.ts';
import { measuredBlocks, measuredWidths } from './glyph-widths.ts';
import { scriptFontOf, type ScriptFont } from './script-fonts.ts';

export interface Face {
  readonly family: keyof typeof measuredWidths;
  readonly weight: keyof (typeof measuredWidths)['Inter'];
  /** The size in pixels. */
  readonly size: number;
}

/** The width of a character that no known font has, as a fraction of the font size. */
const usualShare = 0.65;
const noWidth = /^[\p{M}\p{Default_Ignorable_Code_Point}]/v;
/** Chinese and Japanese have narrow forms of some characters. */
const narrow = /^[\uFF61-\uFF9F]/v;

const tables = new Map<string, ReadonlyMap<number, number>>();

/** Returns the width in pixels. */
export function measureText(text: string, face: Face): number {
  const table = tableOf(face);
  return splitCharacters(text).reduce((sum, character) => sum + measureOne(character, face, table), 0) * face.size;
}

function measureOne(character: string, { weight }: Face, table: ReadonlyMap<number, number>): number {
  const code = character.codePointAt(0) ?? 0;
  const font = scriptFontOf(character);
  if (font !== undefined) return measureLetter(code, font, weight);
  return table.get(code) ?? (noWidth.test(character) ? 0 : usualShare);
}

function measureLetter(code: number, { widths }: ScriptFont, weight: Face['weight']): number {
  if (typeof widths === 'number') return narrow.test(String.fromCodePoint(code)) ? widths / 2 : widths;
  const at = 2 * (code - widths.first);
  const rows = widths[weight];
  const long = rows[0]?.length ?? 0;
  const digits = rows[Math.floor(at / long)]?.slice(at % long, (at % long) + 2) ?? '';
  return at >= 0 && digits !== '' ? Number.parseInt(digits, 36) / 500 : usualShare;
}

function tableOf({ family, weight }: Face): ReadonlyMap<number, number> {
  const known = tables.get(`${family} ${weight}`);
  if (known !== undefined) return known;
  const digits = measuredWidths[family][weight].join('');
  const table = new Map<number, number>();
  let at = 0;
  for (const [first, count] of measuredBlocks) {
    for (let code = first; code < first + count; code++) {
      const width = Number.parseInt(digits.slice(at, at + 2), 36);
      if (width > 0) table.set(code, width / 500);
      at += 2;
    }
  }
  tables.set(`${family} ${weight}`, table);
  return table;
}
