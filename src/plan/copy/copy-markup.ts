// Finds markup in a text. Phones show it as it is, because a push is neither HTML nor a template.

/** A quick first test, because most texts contain none of these. */
const hint = /[<{}&]|\[object|undefined|null|NaN/;

interface Kind {
  readonly what: string;
  readonly pattern: RegExp;
}

const kinds: readonly Kind[] = [
  { what: 'braces of a template', pattern: /\{\{|\}\}/ },
  // Needs a name after the bracket, so that "3 < 4 > 2" and "<3" do not match.
  { what: 'an HTML tag', pattern: /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|<!--/i },
  { what: 'an HTML entity', pattern: /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});/i },
  // Only in the spelling of programs: "Null" is a German zero, and "Nan" is a name for a grandmother.
  { what: '[object Object]', pattern: /\[object Object\]/ },
  { what: 'the word undefined', pattern: /(?<![\p{L}\p{N}_])undefined(?![\p{L}\p{N}_])/u },
  { what: 'the word null', pattern: /(?<![\p{L}\p{N}_])null(?![\p{L}\p{N}_])/u },
  { what: 'the word NaN', pattern: /(?<![\p{L}\p{N}_])NaN(?![\p{L}\p{N}_])/u },
];

/** Describes the markup in a text. Undefined if there is none. */
export function findMarkup(text: string): string | undefined {
  return hint.test(text) ? kinds.find(({ pattern }) => pattern.test(text))?.what : undefined;
}
