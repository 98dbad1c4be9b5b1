// Fills a file of a new workspace: from a real file shipped with the program, in which a few marked words stand for what differs.
import { readFile } from 'node:fs/promises';

/** The folder of these files, from the package's root. They are named as in a workspace, but without a leading dot. */
const folder = 'src/scaffold/files/';

/**
 * What each marked word becomes. If two words begin alike, the longer one must come first. A line with a word that becomes undefined
 * is left out, and so is everything between the lines "# WORD begin" and "# WORD end".
 */
export type Words = Readonly<Record<string, string | undefined>>;

/** `path` is the path in the workspace or repository; `packageRoot` is the folder of package.json. */
export async function fillFile(packageRoot: URL, path: string, words: Words): Promise<string> {
  const text = await readFile(new URL(`${folder}${path.replace(/^\./v, '')}`, packageRoot), 'utf8');
  // All words in one pass: what a word becomes may contain another word.
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

/** Removes the lines that mark blocks, and the blocks whose word becomes undefined. */
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
