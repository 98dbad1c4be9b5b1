// What people take for characters: an emoji with a skin tone is one. To segment a text costs more than to render it, so that only what needs it is segmented.
import { RecentlyUsed } from './keep-formatters.ts';

/** Made when the first text has to be taken apart. */
let segmenter: Intl.Segmenter | undefined;

/** Letters, digits, punctuation and ideographs that stand for themselves: where two of them meet, one character ends and the next begins. */
const simple = String.raw`\x20-\x7E\xA0-\u02FF\u0370-\u0482\u048A-\u0530\u05D0-\u05EA\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF\uAC00-\uD7A3`;
const anyOther = new RegExp(`[^${simple}]`, 'u');
/** All others, with the one on each side to which they may belong. */
const intricate = new RegExp(`[${simple}]?(?:[^${simple}]+[${simple}]?)+`, 'gu');

/** UTF-16 units. Nearly each longer part is another one; and shorter ones, as they are cut from a text, do not hold it in memory. */
const longestKept = 12;

/** Counts of parts that were segmented before: an emoji of the template comes again with every row. */
const counts = new RecentlyUsed<number>(2_000);

export function countGraphemes(text: string): number {
  if (!anyOther.test(text)) return text.length;
  let count = text.length;
  for (const [part] of text.matchAll(intricate)) count += countIn(part) - part.length;
  return count;
}

/** The first ones, at most so many. */
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
