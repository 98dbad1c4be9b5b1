// The workspace that a command line is about, as far as it can be told.
import { findWorkspace } from '../workspace/find-workspace.ts';

/** `words` may be anything that stood on the command line: what leads to no workspace is passed over. */
export async function findRootOf(cwd: string, words: readonly string[]): Promise<string | undefined> {
  const operands = words.filter((word) => !word.startsWith('-'));
  for (const paths of [...operands.map((word) => [word]), []]) {
    const root = await findWorkspace(cwd, paths).then(
      (found) => found.root,
      () => undefined,
    );
    if (root !== undefined) return root;
  }
  return undefined;
}
