// A file of a new workspace: a real one, shipped beside the program, in which a few words stand for what differs.
import { readFile } from 'node:fs/promises';

/** The folder with them, from the package's root. They are named as they are in a workspace, but for a dot in front. */
const folder = 'src/scaffold/files/';

/**
 * What each marked word becomes; of two that begin alike the longer one stands first. A line with one that becomes undefined is left
 * out, and so is all between the lines "# WORD begin" and "# WORD end".
 */
export type Words = Readonly<Record<string, string | undefined>>;

/** `path` is that in the workspace or repository; `packageRoot` the folder of package.json. */
export async function fillFile(packageRoot: URL, path: string, words: Words): Promise<string> {
  const text = await readFile(new URL(`${folder}${path.replace(/^\./v, '')}`, packageRoot), 'utf8');
  // In one go: what a word becomes may hold another word.
  const anyWord = new RegExp(
    Object.keys(words)
      .map((word) => RegExp.escape(word))
      .join('|'),
    'gv',
  );
  return cutBlocks(text.split('\n'), words)
    .filter((line) => (line.match(anyWord) ?? []).every((word) => words[word] !== undefined))
    .map((line) => line.replaceAll(anyWord, (word) => words[word] ?? ''))
    .join('\n');
}

const edge = /^\s*(?:#|<!--) (?<word>[\w\-]+) (?<side>begin|end)(?: -->)?$/v;

/** Without the lines that mark blocks, and without blocks whose word becomes undefined. */
function cutBlocks(lines: readonly string[], words: Words): readonly string[] {
  let cut: string | undefined;
  return lines.filter((line) => {
    const { word, side } = edge.exec(line)?.groups ?? {};
    if (word === undefined || !Object.hasOwn(words, word)) return cut === undefined;
    if (side === 'begin' && words[word] === undefined) cut ??= word;
    if (side === 'end' && cut === word) cut = undefined;
    return false;
  });
}
