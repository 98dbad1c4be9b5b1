// Finds characters cut in half: emoji in a text that was cut by code units or code points instead of characters, and any character in a text that was
// cut by bytes.

const zwj = String.raw`\u200D`;
const tag = String.raw`[\u{E0020}-\u{E007E}]`;
const flag = String.raw`\p{Regional_Indicator}`;

const halves = new RegExp(
  [
    // Half a surrogate pair, and the replacement that decoders insert for half a byte sequence.
    String.raw`\p{Surrogate}|\uFFFD`,
    // A family without its last member. Between letters the joiner is part of the spelling, for instance in Arabic and Sinhala.
    String.raw`\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*${zwj}(?!\p{Extended_Pictographic})`,
    // A keycap without its cap, and a variation selector after nothing.
    String.raw`[0-9#*]\uFE0F(?!\u20E3)|(?<=^|\s)[\uFE0E\uFE0F]`,
    // One of the two letters that make a flag, and the flag of a region whose name is incomplete.
    String.raw`(?<!${flag})(?:${flag}${flag})*${flag}(?!${flag})`,
    String.raw`${tag}(?!${tag}|\u{E007F})`,
    // A skin tone without its hand.
    String.raw`(?<![\p{Emoji_Modifier_Base}\uFE0F])\p{Emoji_Modifier}`,
  ].join('|'),
  'u',
);

/** A quick first test, because most texts contain none of these. All emoji are surrogate pairs, except a few that cannot be cut. */
const hint = /[\uD800-\uDFFF]|\u200D|\uFE0E|\uFE0F|\uFFFD/;

/** Describes what was cut in a text. Undefined if all its characters are whole. */
export function findHalfCharacter(text: string): string | undefined {
  return hint.test(text) && halves.test(text) ? 'half an emoji or letter' : undefined;
}
