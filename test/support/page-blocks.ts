// The fenced blocks of a page, and its quotes, which show what is printed as Markdown.
export interface PageBlock {
  /** "sh", "text", "yaml" ...; "quote" */
  readonly kind: string;
  /** What stands behind it in the line: the file that the block is. */
  readonly file: string;
  readonly text: string;
}

// One in a list is indented.
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

/** The commands of a page that are run, without what is said behind them. */
export function listPageLines(page: string): readonly string[] {
  return readPageBlocks(page)
    .filter(({ kind, file }) => kind === 'sh' && file === '')
    .flatMap(({ text }) => text.split('\n'))
    .map((line) => line.replace(/ +#.*$/v, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}
