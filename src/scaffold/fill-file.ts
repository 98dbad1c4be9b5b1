// A file of a new workspace: a real one, shipped beside the program, in which a few words stand for what differs.
import { readFile } from 'node:fs/promises';

/** The folder with them, from the package's root. They are named as they are in a workspace, but for a dot in front. */
const folder = 'src/scaffold/files/';

/** What each marked word becomes; of two that begin alike the longer one stands first. A line with one that becomes undefined is left out. */
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
  return text
    .split('\n')
    .filter((line) => (line.match(anyWord) ?? []).every((word) => words[word] !== undefined))
    .map((line) => line.replaceAll(anyWord, (word) => words[word] ?? ''))
    .join('\n');
}
