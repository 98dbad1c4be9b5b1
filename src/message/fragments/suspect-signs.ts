// The quick test before the checks of the copy audit. It spares nearly all texts the separate checks.

/** Returns whether a text, or a piece of one, must be checked. */
export type Suspicion = (text: string) => boolean;

/**
 * Signs of markup and tags, letters of a wrong encoding, and control characters. Some others between them are included, so that together with `high`
 * there are few ranges: if there are more than 16, V8 tests a character by calling a function.
 */
const signs = String.raw`\x00-\x1F#%&<>@\[-_\{-\x9FÂ-ÅÎ-Ñ×-Ùâð\u200D\u202D\u202E`;
/** Halves of characters, which include all emoji that are surrogate pairs, and all characters above. */
const high = String.raw`\uD800-\uFFFF`;
/** The same without complete emoji. Letters of flags, skin tones and tags are still included. */
const highAndNoEmoji = String.raw`\u{D800}-\u{FE0E}\u{FE10}-\u{1EFFF}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{1FB00}-\u{10FFFF}`;
/** The variation selector that makes a picture of a sign such as ❤, after anything else. */
const loneSelector = String.raw`(?<!\p{Extended_Pictographic})\uFE0F`;
const wordsOfCode = 'undefined|null|NaN';
/**
 * Only these are matched in any case. With the flag i, the signs would match lowercase letters too. `(?i:…)` is not used: in a process that has compiled
 * many expressions, V8 no longer optimizes them, forgets the flag, and misses "Probe". The fix of nodejs/node#60030 does not cover that.
 */
const wordsInText = 'test|lorem|asdf|todo|deneme|probe|essai|prueb|prób|prob|undefined|null|nan'.replaceAll(
  /\p{L}/gu,
  (letter) => `[${letter}${letter.toUpperCase()}]`,
);

const inAddressToLookAt = new RegExp(`[${signs}${high}]|${wordsOfCode}`);
const inAddressPieceToLookAt = new RegExp(String.raw`[^!$'-*,-9:;=A-Za-z]|${wordsOfCode}`);

export const isSuspectAddress: Suspicion = (address) => inAddressToLookAt.test(address);
export const isSuspectText = suspectText(`${signs}=`);

/** The same tests for what an expression prints. They also find what JSON or an address would write or read in another way. */
const isSuspectTextPiece = suspectText(`"${signs}=`);
const isSuspectAddressPiece: Suspicion = (piece) => inAddressPieceToLookAt.test(piece);

/** The first test also finds complete emoji. The second does not, but takes twice as long; few texts need it. */
function suspectText(wanted: string): Suspicion {
  const first = new RegExp(`[${wanted}${high}]|${wordsInText}`);
  const second = new RegExp(`[${wanted}${highAndNoEmoji}]|${loneSelector}|${wordsInText}`, 'u');
  return (text) => first.test(text) && second.test(text);
}

/** As in `usual-text.ts`: the text at the beginning of an address, and the text after that. */
const beginsAddress = /^https:\/\/(?:[a-zA-Z][a-zA-Z\d]*\.)+[a-zA-Z]{2,}[/?][!#-[\]-~]*$/;
const inAddress = /^[!#-[\]-~]*$/;
const letterAtStart = /^\p{L}/u;
const letterAtEnd = /\p{L}$/u;

/**
 * Returns the test for printed pieces that suffices for the whole text. It does if the text around them is plain and no word can begin in one and end
 * in the other. Undefined if the whole text must be tested.
 */
export function suspectInPieces(kind: 'text' | 'address', written: readonly string[]): Suspicion | undefined {
  if (!areApart(written)) return undefined;
  if (kind === 'text') return written.some(isSuspectTextPiece) ? undefined : isSuspectTextPiece;
  const isPlain = written.every(
    (text, index) => (index === 0 ? beginsAddress : inAddress).test(text) && !isSuspectAddress(text),
  );
  return isPlain ? isSuspectAddressPiece : undefined;
}

/** Whether the text between any two expressions is not empty, and there is no letter next to an expression. */
function areApart(written: readonly string[]): boolean {
  const last = written.length - 1;
  return written.every((text, index) => {
    if (text === '') return index === 0 || index === last;
    return (index === 0 || !letterAtStart.test(text)) && (index === last || !letterAtEnd.test(text));
  });
}
