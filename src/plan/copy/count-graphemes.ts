// How many characters people see in a text. Segmenting costs more than rendering, so that only what needs it is segmented.
import { splitGraphemes } from '../../message/helpers/helper-text.ts';

/** Letters, digits, punctuation and ideographs that stand for themselves: where two of them meet, one character ends and the next begins. */
const simple = String.raw`\x20-\x7E\xA0-\u02FF\u0370-\u0482\u048A-\u0530\u05D0-\u05EA\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF\uAC00-\uD7A3`;
const anyOther = new RegExp(`[^${simple}]`, 'u');
/** All others, with the one on each side to which they may belong. */
const intricate = new RegExp(`[${simple}]?(?:[^${simple}]+[${simple}]?)+`, 'gu');

export function countGraphemes(text: string): number {
  if (!anyOther.test(text)) return text.length;
  let count = text.length;
  for (const [part] of text.matchAll(intricate)) count += splitGraphemes(part).length - part.length;
  return count;
}
