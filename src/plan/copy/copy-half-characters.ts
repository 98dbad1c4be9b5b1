// Characters cut in half: what is left of an emoji when a text was cut by code units or code points rather than by characters, and of any other when it was cut by bytes.

const zwj = String.raw`\u200D`;
const tag = String.raw`[\u{E0020}-\u{E007E}]`;
const flag = String.raw`\p{Regional_Indicator}`;

const halves = new RegExp(
  [
    // Half a surrogate pair, and what decoders put in place of half a byte sequence.
    String.raw`\p{Surrogate}|\uFFFD`,
    // A family without its last member. Between letters the joiner is spelling, in Arabic and Sinhala for instance.
    String.raw`\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*${zwj}(?!\p{Extended_Pictographic})`,
    // A keycap without its cap, and a variation selector of nothing.
    String.raw`[0-9#*]\uFE0F(?!\u20E3)|(?<=^|\s)[\uFE0E\uFE0F]`,
    // One letter of the two that make a flag, and the flag of a region whose name is not finished.
    String.raw`(?<!${flag})(?:${flag}${flag})*${flag}(?!${flag})`,
    String.raw`${tag}(?!${tag}|\u{E007F})`,
    // The colour of a hand that is gone.
    String.raw`(?<![\p{Emoji_Modifier_Base}\uFE0F])\p{Emoji_Modifier}`,
  ].join('|'),
  'u',
);

/** Most texts have none of these, and cost no more than to see that. All emoji are surrogate pairs, but for a few that cannot be cut. */
const hint = /[\uD800-\uDFFF]|\u200D|\uFE0E|\uFE0F|\uFFFD/;

/** What a text holds that was cut, in words; undefined when its characters are whole. */
export function findHalfCharacter(text: string): string | undefined {
  return hint.test(text) && halves.test(text) ? 'half an emoji or letter' : undefined;
}
