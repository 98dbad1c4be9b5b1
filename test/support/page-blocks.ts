// Reads the fenced blocks of a page, and its quotes, which show printed Markdown.
export interface PageBlock {
  /** The language of a fenced block: "sh", "text", "yaml" ...; or "quote". */
  readonly kind: string;
  /** The path behind the language, if the block is a file. */
  readonly file: string;
  readonly text: string;
}

// A block in a list is indented.
const block =
  /^(?<margin> *)```(?<kind>\w*)(?: (?<file>\S+))?\n(?<text>[^]*?)^\k<margin>```$|^(?<quote>> .*\n(?:>.*\n)*)/gmv;

export function readPageBlocks(page: string): readonly PageBlock[] {
  return [...page.matchAll(block)].map(({ groups }) => readBlock(groups ?? {}));
}

function readBlock({
  margin = '',
  kind = '',
  file = '',
  text = '',
  quote,
}: Readonly<Record<string, string>>): PageBlock {
  if (quote !== undefined) return { kind: 'quote', file: '', text: quote.replaceAll(/^> ?/gmv, '') };
  return { kind, file, text: text.replaceAll(new RegExp(`^${margin}`, 'gmv'), '') };
}

/** Returns the commands of a page without the comments behind them. */
export function listPageLines(page: string): readonly string[] {
  return readPageBlocks(page)
    .filter(({ kind, file }) => kind === 'sh' && file === '')
    .flatMap(({ text }) => text.split('\n'))
    .map((line) => line.replace(/ +#.*$/v, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}
