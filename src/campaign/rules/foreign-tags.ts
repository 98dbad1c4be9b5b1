// Finds the placeholders of other tools. Here they are text, and would be sent unchanged.

export interface ForeignTag {
  /** The form of such a tag: `*|x|*`. */
  readonly form: string;
  /** The tag as it is in the text. */
  readonly text: string;
  readonly offset: number;
  /** The name in the tag, if it contains nothing but a name. */
  readonly name: string | undefined;
  /** Whether it cannot be meant as text. */
  readonly isSure: boolean;
}

interface Form {
  readonly form: string;
  readonly pattern: RegExp;
  readonly isSure: boolean;
}

const name = String.raw`\s*(?<name>[\p{L}_][\p{L}\p{N}_.-]*)\s*`;

const forms: readonly Form[] = [
  { form: '{% %}', pattern: /\{%[^]*?%\}/gu, isSure: true },
  { form: '*|x|*', pattern: /\*\|[^|\s][^|]*\|\*/gu, isSure: true },
  { form: '%%x%%', pattern: new RegExp(`%%${name}%%`, 'gu'), isSure: true },
  { form: '<%= %>', pattern: /<%[^]*?%>/gu, isSure: true },
  { form: '${x}', pattern: new RegExp(String.raw`\$\{${name}\}`, 'gu'), isSure: false },
  { form: '[[x]]', pattern: new RegExp(String.raw`\[\[${name}\]\]`, 'gu'), isSure: false },
  { form: '{x}', pattern: new RegExp(String.raw`(?<![{$\\])\{${name}\}(?!\})`, 'gu'), isSure: false },
];

/** Returns all tags in the text, form by form. */
export function listForeignTags(text: string): readonly ForeignTag[] {
  return forms.flatMap(({ form, pattern, isSure }) =>
    Array.from(text.matchAll(pattern), (found) => {
      return { form, text: found[0], offset: found.index, name: found.groups?.['name'], isSure };
    }),
  );
}
