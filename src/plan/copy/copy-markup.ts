// Markup in a text that phones show as it is: a push is neither HTML nor a template.

/** Most texts have none of these, and cost no more than to see that. */
const hint = /[<{}&]|\[object|undefined|null|NaN/;

interface Kind {
  readonly what: string;
  readonly pattern: RegExp;
}

const kinds: readonly Kind[] = [
  { what: 'braces of a template', pattern: /\{\{|\}\}/ },
  // A name behind the bracket, so that "3 < 4 > 2" and "<3" are none.
  { what: 'an HTML tag', pattern: /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|<!--/i },
  { what: 'an HTML entity', pattern: /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});/i },
  // Written as programs write them: "Null" is a German zero, and Nan is somebody's grandmother.
  { what: '[object Object]', pattern: /\[object Object\]/ },
  { what: 'the word undefined', pattern: /(?<![\p{L}\p{N}_])undefined(?![\p{L}\p{N}_])/u },
  { what: 'the word null', pattern: /(?<![\p{L}\p{N}_])null(?![\p{L}\p{N}_])/u },
  { what: 'the word NaN', pattern: /(?<![\p{L}\p{N}_])NaN(?![\p{L}\p{N}_])/u },
];

/** What markup the text holds, in words; undefined when it holds none. */
export function findMarkup(text: string): string | undefined {
  return hint.test(text) ? kinds.find(({ pattern }) => pattern.test(text))?.what : undefined;
}
