// What any check of the copy audit begins with: one look spares nearly all texts the looks of each check.

/** Whether a text, or a piece of one, has to be looked at by the checks. */
export type Suspicion = (text: string) => boolean;

/**
 * Signs of markup and tags, letters of a wrong encoding, and controls. With some others between them, so that with all that is high they
 * are few ranges: of more than 16 V8 looks for a sign by calling a function.
 */
const signs = String.raw`\x00-\x1F#%&<>@\[-_\{-\x9FÂ-ÅÎ-Ñ×-Ùâð\u200D\u202D\u202E`;
/** Halves of characters, and with them all emoji that are pairs. */
const high = String.raw`\uD800-\uFFFF`;
/** The same but for emoji that are whole by themselves: not letters of flags, colours of skin and tags. */
const highAndNoEmoji = String.raw`\u{D800}-\u{FE0E}\u{FE10}-\u{1EFFF}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{1FB00}-\u{10FFFF}`;
/** What makes a picture of a sign, as of ❤, behind anything else. */
const loneSelector = String.raw`(?<!\p{Extended_Pictographic})\uFE0F`;
const wordsOfCode = 'undefined|null|NaN';
/** Only these are looked for in any case: signs would then be their small letters too. */
const wordsInText = '(?i:test|lorem|asdf|todo|deneme|probe|essai|prueb|pr[oó]b|undefined|null|nan)';

const inAddressToLookAt = new RegExp(`[${signs}${high}]|${wordsOfCode}`);
const inAddressPieceToLookAt = new RegExp(String.raw`[^!$'-*,-9:;=A-Za-z]|${wordsOfCode}`);

export const isSuspectAddress: Suspicion = (address) => inAddressToLookAt.test(address);
export const isSuspectText = suspectText(`${signs}=`);

/** The same of what an expression prints, and with it what makes JSON or an address write or read it in another way. */
const isSuspectTextPiece = suspectText(`"${signs}=`);
const isSuspectAddressPiece: Suspicion = (piece) => inAddressPieceToLookAt.test(piece);

/** The first look also finds emoji that are whole. The second does not, and takes twice as long: few texts need it. */
function suspectText(wanted: string): Suspicion {
  const first = new RegExp(`[${wanted}${high}]|${wordsInText}`);
  const second = new RegExp(`[${wanted}${highAndNoEmoji}]|${loneSelector}|${wordsInText}`, 'u');
  return (text) => first.test(text) && second.test(text);
}

/** As in `usual-text.ts`: of an address that begins, and of one that goes on. */
const beginsAddress = /^https:\/\/(?:[a-zA-Z][a-zA-Z\d]*\.)+[a-zA-Z]{2,}[/?][!#-[\]-~]*$/;
const inAddress = /^[!#-[\]-~]*$/;
const letterAtStart = /^\p{L}/u;
const letterAtEnd = /\p{L}$/u;

/**
 * What to look for in what expressions print, where nothing else of the text needs a look: what is written around them is plain, and
 * no word can begin in the one and end in the other. Undefined where each text has to be looked at.
 */
export function suspectInPieces(kind: 'text' | 'address', written: readonly string[]): Suspicion | undefined {
  if (!areApart(written)) return undefined;
  if (kind === 'text') return written.some(isSuspectTextPiece) ? undefined : isSuspectTextPiece;
  const isPlain = written.every(
    (text, index) => (index === 0 ? beginsAddress : inAddress).test(text) && !isSuspectAddress(text),
  );
  return isPlain ? isSuspectAddressPiece : undefined;
}

/** Whether something that is no letter stands between any two expressions, and beside each of them. */
function areApart(written: readonly string[]): boolean {
  const last = written.length - 1;
  return written.every((text, index) => {
    if (text === '') return index === 0 || index === last;
    return (index === 0 || !letterAtStart.test(text)) && (index === last || !letterAtEnd.test(text));
  });
}
