// How wide a text is in a picture, by the measures of an open font, whatever fonts the machine has that shows it.
import { splitCharacters } from './cut-characters.ts';
import { measuredBlocks, measuredWidths } from './glyph-widths.ts';

export interface Face {
  readonly family: keyof typeof measuredWidths;
  readonly weight: keyof (typeof measuredWidths)['Inter'];
  /** Pixels. */
  readonly size: number;
}

/** Parts of the font's size, for characters that were not measured. */
const shares: readonly (readonly [RegExp, number])[] = [
  [/^[\p{M}\p{Default_Ignorable_Code_Point}]/v, 0],
  [/^(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F)/v, 1.3],
  [/^[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{3FFFD}]/v, 1],
  [/^[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}]/v, 0.55],
];
const usualShare = 0.65;

const tables = new Map<string, ReadonlyMap<number, number>>();

/** Pixels. */
export function measureText(text: string, face: Face): number {
  const table = tableOf(face);
  return splitCharacters(text).reduce((sum, character) => sum + measureOne(character, table), 0) * face.size;
}

function measureOne(character: string, table: ReadonlyMap<number, number>): number {
  return table.get(character.codePointAt(0) ?? 0) ?? shares.find(([kind]) => kind.test(character))?.[1] ?? usualShare;
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
