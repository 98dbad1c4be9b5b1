// Finds text that was read in the wrong encoding or is still encoded, so that one letter shows as two or more.

/** What Windows-1252 makes of the bytes 80 to BF, which follow the first byte of a letter in UTF-8. */
const follows = String.raw`[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]`;
/** Those of them that can also follow a capital letter in correct text: AMANHÃ…, „DÄ“. */
const alsoText = String.raw`[\u0085\u0091-\u0094\u0096\u0097\u0099\u00A0®·»‚„…‘’“”•–—™›‹]`;

/** UTF-8 that was read as Windows-1252 or Latin-1. */
const wrongLetters = new RegExp(
  [
    // Two bytes read as two letters: Ã© for é, ÅŸ for ş. In a word in capitals, the second one could be punctuation.
    `[ÂÃÄÅ](?!${alsoText})${follows}`,
    String.raw`\p{Ll}[ÂÃÄÅ]${alsoText}|(?<!\p{L})[ÂÃÄÅ]${alsoText}\p{Ll}|Â\u00A0`,
    // Three and four bytes: â€™ for ’, ðŸ for an emoji.
    String.raw`â[€‚„]${follows}|â[\u0080-\u009F]|ð[\u009FŸ]`,
    // Cyrillic, Greek, Hebrew and Arabic, where each letter becomes two.
    String.raw`(?:[ÐÑÎÏ×ØÙ](?!\s)${follows}){2}`,
  ].join('|'),
  'u',
);

const everywhere = [
  { what: 'letters of a wrong encoding', pattern: wrongLetters },
  { what: String.raw`escapes such as \u00e9`, pattern: /\\u(?:[0-9a-f]{4}|\{[0-9a-f]{1,6}\})|\\x[0-9a-f]{2}/i },
];

/** These are correct in an address. */
const inTexts = [
  ...everywhere,
  { what: 'escapes such as =C3=A9', pattern: /=[C-F][0-9A-F]=[89AB][0-9A-F]/ },
  { what: 'escapes such as %C3%A9', pattern: /%[C-F][0-9A-F]%[89AB][0-9A-F]/i },
];

/** A quick first test, because most texts contain none of these. */
const hint = /[ÂÃÄÅâðÐÑÎÏ×ØÙ\\=%]/;

/** Describes what was read or written wrongly in a text. */
export function findWrongEncoding(text: string, isLink = false): string | undefined {
  if (!hint.test(text)) return undefined;
  return (isLink ? everywhere : inTexts).find(({ pattern }) => pattern.test(text))?.what;
}
