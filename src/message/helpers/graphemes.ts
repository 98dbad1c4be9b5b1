// Counts and cuts texts by graphemes, which people see as one character: an emoji with a skin tone is one. Segmenting a text costs more than
// rendering it, so only parts that need it are segmented.
import { RecentlyUsed } from './keep-formatters.ts';

/** Created when the first text needs it. */
let segmenter: Intl.Segmenter | undefined;

/** Letters, digits, punctuation and ideographs that never combine: between two of them, there is always a boundary. */
const simple = String.raw`\x20-\x7E\xA0-\u02FF\u0370-\u0482\u048A-\u0530\u05D0-\u05EA\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF\uAC00-\uD7A3`;
const anyOther = new RegExp(`[^${simple}]`, 'u');
/** All other characters, with one simple character on each side, which may belong to them. */
const intricate = new RegExp(`[${simple}]?(?:[^${simple}]+[${simple}]?)+`, 'gu');

/**
 * The longest part to keep, in UTF-16 units. Longer parts hardly ever recur. A shorter one is a copy, and so does not keep the text that it was cut
 * from in memory.
 */
const longestKept = 12;

/** The counts of parts that were segmented before: an emoji of the template recurs in every row. */
const counts = new RecentlyUsed<number>(2_000);

export function countGraphemes(text: string): number {
  if (!anyOther.test(text)) return text.length;
  let count = text.length;
  for (const [part] of text.matchAll(intricate)) count += countIn(part) - part.length;
  return count;
}

/** Returns at most the first `most` graphemes. */
export function firstGraphemes(text: string, most: number): string {
  return anyOther.test(text) ? segment(text).slice(0, most).join('') : text.slice(0, most);
}

function countIn(part: string): number {
  const count = (): number => segment(part).length;
  return part.length > longestKept ? count() : counts.get(part, count);
}

function segment(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}
