// The texts in which the checks of copy may find something: one look spares nearly all texts the looks of each check.
import { isAddress, type Printed, type PrintedText } from '../../message/printed.ts';

/** What any of the checks begins with: signs of markup and tags, letters of a wrong encoding, controls, and what halves of characters are. */
const signs = String.raw`<>\{\}&%\|\[#@\\_\x00-\x1F\x7F-\x9FÂÃÄÅâðÐÑÎÏ×ØÙ\u200D\u202D\u202E\uFE0E\uFE0F\uFFFD\uD800-\uDFFF`;
const wordsOfCode = 'undefined|null|NaN';
const inAddress = new RegExp(`[${signs}]|${wordsOfCode}`);
const wordsInText = 'test|lorem|asdf|todo|deneme|probe|essai|prueb|pr[oó]b|undefined|null|nan';
/** Only the words are looked for in any case: signs would then be their small letters too. */
const inText = new RegExp(`[${signs}=]|(?i:${wordsInText})`);

/** In their order. */
export function findSuspects({ texts }: Pick<Printed, 'texts'>): readonly PrintedText[] {
  const suspects: PrintedText[] = [];
  for (const printed of texts) {
    if ((isAddress(printed.role) ? inAddress : inText).test(printed.text)) suspects.push(printed);
  }
  return suspects;
}
