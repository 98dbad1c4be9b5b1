// Finds the open font for a character that Inter and Roboto do not have: Noto, by script.
import { notoWidths, type LetterWidths } from './noto-widths.ts';

export type ScriptFamily = keyof typeof notoWidths | (typeof evenFonts)[number]['family'];

export interface ScriptFont {
  readonly family: ScriptFamily;
  readonly version: string;
  /** Matches the beginning of its characters. */
  readonly has: RegExp;
  readonly isRightToLeft: boolean;
  /** The width of each letter, or the width of most characters as a fraction of the font size. */
  readonly widths: LetterWidths | number;
}

/** Fonts whose characters all have the same width. */
const evenFonts = [
  {
    family: 'Noto Emoji',
    version: '3.006',
    has: /^(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Regional_Indicator}|[#*0-9]\uFE0F?\u20E3)/v,
    widths: 1.27,
  },
  { family: 'Noto Sans KR', version: '2.004', has: /^[\u1100-\u115F\u3130-\u318F\uAC00-\uD7A3]/v, widths: 0.92 },
  { family: 'Noto Sans JP', version: '2.004', has: /^[\u3040-\u30FF\uFF66-\uFF9F]/v, widths: 1 },
  {
    family: 'Noto Sans SC',
    version: '2.004',
    has: /^[\u2E80-\u303F\u3190-\uA4CF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{3FFFD}]/v,
    widths: 1,
  },
] as const;

export const scriptFonts: readonly ScriptFont[] = [
  ...evenFonts.map((font) => ({ ...font, isRightToLeft: false })),
  {
    family: 'Noto Sans Arabic',
    version: '2.012',
    has: /^[\u060C-\u06FF\u0750-\u077F\uFB50-\uFDFF\uFE70-\uFEFC]/v,
    isRightToLeft: true,
    widths: notoWidths['Noto Sans Arabic'],
  },
  {
    family: 'Noto Sans Hebrew',
    version: '3.001',
    has: /^[\u0591-\u05F4\uFB1D-\uFB4F]/v,
    isRightToLeft: true,
    widths: notoWidths['Noto Sans Hebrew'],
  },
  {
    family: 'Noto Sans Thai',
    version: '2.002',
    has: /^[\u0E01-\u0E5B]/v,
    isRightToLeft: false,
    widths: notoWidths['Noto Sans Thai'],
  },
  {
    family: 'Noto Sans Devanagari',
    version: '2.006',
    has: /^[\u0900-\u097F]/v,
    isRightToLeft: false,
    widths: notoWidths['Noto Sans Devanagari'],
  },
];

export function scriptFontOf(character: string): ScriptFont | undefined {
  // Most characters are Latin, Greek or Cyrillic, which come before Hebrew. Longer sequences such as 1️⃣ need the search.
  if (character.length === 1 && character < '\u0591') return undefined;
  return scriptFonts.find(({ has }) => has.test(character));
}
