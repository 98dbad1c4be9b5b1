// Shortens text to a number of characters and adds how many follow. A character as people see it is never cut in two.
import { countOf } from '../numbers.ts';

/** Created when a text is cut for the first time. */
let segmenter: Intl.Segmenter | undefined;

/** Returns at most about `most` UTF-16 units of the text, and says how many characters follow. */
export function shortenText(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = startOf(text, most);
  return `${start}… (${countOf(text.length - start.length, 'more character')})`;
}

/** Shortens two texts so that the place where they begin to differ is visible. */
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
  // A cluster that crosses the end of the slice is not examined further, since it is left out anyway.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const across = segmenter.segment(text.slice(0, most + 2)).containing(most);
  return text.slice(0, across?.index);
}

function lengthOfSameStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
