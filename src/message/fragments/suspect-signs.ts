// What any check of the copy audit begins with: one look spares nearly all texts the looks of each check.

/**
 * Signs of markup and tags, letters of a wrong encoding, controls, and what halves of characters are. With some others between them, so
 * that they are few ranges: of more than 16 V8 looks for a sign by calling a function.
 */
const signs = String.raw`\x00-\x1F#%&<>@\[-_\{-\x9FÂ-ÅÎ-Ñ×-Ùâð\u200D\u202D\u202E\uD800-\uFFFF`;
const wordsOfCode = 'undefined|null|NaN';
const wordsInText = 'test|lorem|asdf|todo|deneme|probe|essai|prueb|pr[oó]b|undefined|null|nan';

export const suspectInAddress = new RegExp(`[${signs}]|${wordsOfCode}`);
/** Only the words are looked for in any case: signs would then be their small letters too. */
export const suspectInText = new RegExp(`[${signs}=]|(?i:${wordsInText})`);

/** The same of what an expression prints, and with it what makes JSON or an address write or read it in another way. */
const suspectInTextPiece = new RegExp(`["${signs}=]|(?i:${wordsInText})`);
const suspectInAddressPiece = new RegExp(String.raw`[^!$'-*,-9:;=A-Za-z]|${wordsOfCode}`);

/** As in `usual-text.ts`: of an address that begins, and of one that goes on. */
const beginsAddress = /^https:\/\/(?:[a-zA-Z][a-zA-Z\d]*\.)+[a-zA-Z]{2,}[/?][!#-[\]-~]*$/;
const inAddress = /^[!#-[\]-~]*$/;
const letterAtStart = /^\p{L}/u;
const letterAtEnd = /\p{L}$/u;

/**
 * What to look for in what expressions print, where nothing else of the text needs a look: what is written around them is plain, and
 * no word can begin in the one and end in the other. Undefined where each text has to be looked at.
 */
export function suspectInPieces(kind: 'text' | 'address', written: readonly string[]): RegExp | undefined {
  if (!areApart(written)) return undefined;
  if (kind === 'text') return written.some((text) => suspectInTextPiece.test(text)) ? undefined : suspectInTextPiece;
  const isPlain = written.every(
    (text, index) => (index === 0 ? beginsAddress : inAddress).test(text) && !suspectInAddress.test(text),
  );
  return isPlain ? suspectInAddressPiece : undefined;
}

/** Whether something that is no letter stands between any two expressions, and beside each of them. */
function areApart(written: readonly string[]): boolean {
  const last = written.length - 1;
  return written.every((text, index) => {
    if (text === '') return index === 0 || index === last;
    return (index === 0 || !letterAtStart.test(text)) && (index === last || !letterAtEnd.test(text));
  });
}
