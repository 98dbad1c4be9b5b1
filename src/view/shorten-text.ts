// Text shortened to so many characters, with how many more there are: never in the middle of one that people see as one.
import { countOf } from '../numbers.ts';

/** Made when the first text is cut. */
let segmenter: Intl.Segmenter | undefined;

/** At most about `most` UTF-16 units of the text, and what was cut in words. */
export function shortenText(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = startOf(text, most);
  return `${start}… (${countOf(text.length - start.length, 'more character')})`;
}

/** The same for two texts that differ, so that the place where they begin to is in sight. */
export function shortenPair(before: string, after: string, most: number): readonly [string, string] {
  const longest = Math.max(before.length, after.length);
  if (longest <= most) return [before, after];
  const same = lengthOfSameStart(before, after);
  const skipped = startOf(before, Math.max(0, same - Math.floor(most / 4))).length;
  const show = (text: string): string => {
    const rest = shortenText(text.slice(skipped), most);
    return skipped === 0 ? rest : `(${countOf(skipped, 'character')} before)…${rest}`;
  };
  return [show(before), show(after)];
}

function startOf(text: string, most: number): string {
  // A cluster across the end of the slice is looked at no further than that: it is left out either way.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const across = segmenter.segment(text.slice(0, most + 2)).containing(most);
  return text.slice(0, across?.index);
}

function lengthOfSameStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
