// The five buckets in words, in the same order everywhere, and their sum.
import type { RunTotals } from '../generated/run.ts';
import { wrapWords } from './fit-text.ts';
import { formatCount } from '../numbers.ts';

export type BucketName = Exclude<keyof RunTotals, 'planned'>;

export const bucketWords: readonly { readonly bucket: BucketName; readonly words: string }[] = [
  { bucket: 'accepted', words: 'accepted' },
  { bucket: 'refused', words: 'refused' },
  { bucket: 'rejected', words: 'rejected' },
  { bucket: 'in_doubt', words: 'in doubt' },
  { bucket: 'not_sent', words: 'not sent' },
];

/** Formats `planned 300 = accepted 281 + refused 15 + rejected 0 + in doubt 0 + not sent 4`, on several lines if necessary. */
export function formatRunSum(totals: RunTotals, columns: number): string[] {
  const terms = bucketWords.map(({ bucket, words }, index) => {
    return `${index === 0 ? '=' : '+'} ${words} ${formatCount(totals[bucket])}`;
  });
  const [first = '', ...rest] = wrapWords([`planned ${formatCount(totals.planned)}`, ...terms], columns - 2);
  return [first, ...rest.map((line) => `  ${line}`)];
}
