// Cuts a text as a lock screen does, counted in characters as people see them.

let segmenter: Intl.Segmenter | undefined;

export interface CutText {
  readonly shown: string;
  /** Empty if the whole text is shown. */
  readonly cut: string;
  /** The number of characters in the whole text, and in the part that is shown. */
  readonly length: number;
  readonly seen: number;
}

const printableAscii = /^[ -~]*$/v;

export function splitCharacters(text: string): string[] {
  if (printableAscii.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export function cutCharacters(text: string, most: number): CutText {
  const characters = splitCharacters(text);
  return {
    shown: characters.slice(0, most).join(''),
    cut: characters.slice(most).join(''),
    length: characters.length,
    seen: Math.min(most, characters.length),
  };
}
