// Where a lock screen cuts a text, in characters as people count them.

let segmenter: Intl.Segmenter | undefined;

export interface CutText {
  readonly shown: string;
  /** Empty where all of it is shown. */
  readonly cut: string;
  /** Characters of the whole, and of what is shown. */
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
