// Tags in which other tools write their placeholders. Here they are text, and would be sent as they stand.

export interface ForeignTag {
  /** What such a tag looks like: `*|x|*`. */
  readonly form: string;
  /** As it stands in the text. */
  readonly text: string;
  readonly offset: number;
  /** The name inside of it, for those that are a name alone. */
  readonly name: string | undefined;
  /** Nobody means it as text. */
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

/** All of them, form by form. */
export function listForeignTags(text: string): readonly ForeignTag[] {
  return forms.flatMap(({ form, pattern, isSure }) =>
    Array.from(text.matchAll(pattern), (found) => {
      return { form, text: found[0], offset: found.index, name: found.groups?.['name'], isSure };
    }),
  );
}
